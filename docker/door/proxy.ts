/**
 * One proxy as a process of its own: started with a text, given another one while it runs, and stopped by its own
 * process id. A text that the proxy's own check refuses never reaches it. Knows no door and no fault.
 */
import { spawn } from 'node:child_process'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Frame } from './frames.ts'

export interface RunningProxy {
  /** Resolves when whoever comes now is served by the new text; throws `Refused` and changes nothing. */
  reload(config: string): Promise<void>
  /** Checks a text and changes nothing; throws `Refused`. */
  check(config: string): Promise<void>
  close(): Promise<void>
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>
}

export interface ProxyOptions {
  /** Of its files, unique in the folder. */
  readonly name: string
  readonly frame: Frame
  readonly folder: string
  /** Where a proxy's programs are found. */
  readonly path: string
  say(line: string): void
}

/** The proxy does not take the text; the message is its own. */
export class Refused extends Error {}

const WITHIN_MS = 30_000

export async function startProxy(options: ProxyOptions, config: string): Promise<RunningProxy> {
  const { name, frame, folder, path, say } = options
  const file = join(folder, `${name}.conf`)
  const next = join(folder, `${name}.next.conf`)
  const env = { PATH: path }

  const check = async (text: string): Promise<void> => {
    await writeFile(next, frame.around(text, folder))
    const [program, ...args] = frame.check(next, folder)
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => {
        said += part
      })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) throw new Refused(said.trim())
  }

  await check(config)
  await rename(next, file)
  const [program, ...args] = frame.run(file, folder)
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const listeners = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      for (const line of part.split('\n').filter((each) => each.trim() !== '')) {
        say(`${name}: ${line}`)
        for (const listen of listeners) listen(line)
      }
    })
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })

  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (done: () => void) => {
        clearTimeout(timer)
        listeners.delete(listen)
        done()
      }
      const listen = (line: string) => pattern.test(line) && settle(resolve)
      const timer = setTimeout(
        () => settle(() => reject(new Refused(`${name} did not say ${pattern} within ${WITHIN_MS} ms`))),
        WITHIN_MS,
      )
      listeners.add(listen)
      void ended.then(() => settle(() => reject(new Refused(`${name} ended instead of saying ${pattern}`))))
    })

  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill(frame.stop)
    await ended
  }
  try {
    await says(frame.started)
  } catch (failure) {
    await close()
    throw failure
  }

  return {
    check,
    reload: async (text) => {
      await check(text)
      await rename(next, file)
      const done = says(frame.reloaded)
      child.kill(frame.reload)
      await done
    },
    close,
    ended,
  }
}
