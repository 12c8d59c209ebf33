/**
 * Starts one real proxy with one configuration, as its own process in its own folder, and stops it by its own
 * process id. Refuses to know what stands before or behind it (start-way.ts).
 */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { broken, type Edit } from '../../proxy-configs/edits.ts'
import type { ProxyName } from '../../proxy-configs/good.ts'
import { type Child, NOBODY, startChild } from '../harness/child.ts'
import { freePort } from '../harness/ports.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { PROVISIONS } from '../suite/provisions.ts'
import { thisPlace } from '../suite/this-place.ts'
import { FRAMES } from './frames.ts'

export interface RunningHop {
  readonly proxy: ProxyName
  readonly port: number
  /** With TLS: where plain HTTP is sent on to HTTPS. */
  readonly plainPort: number
  /** Everything it wrote, output and logs. */
  said(): Promise<string>
  /**
   * Reads its configuration again, the same or another, the way people make it do so; Varnish has no such way. With
   * `unreadable` nobody but root may read it.
   */
  reload(config?: string, unreadable?: boolean): Promise<void>
  signal(name: NodeJS.Signals): void
  close(): Promise<void>
}

export interface HopOptions {
  readonly proxy: ProxyName
  /** The configuration for these two ports. */
  config(port: number, plainPort: number): string
  /** Edits of the main file around it. */
  readonly main?: readonly Edit[] | undefined
  readonly parameters?: readonly string[]
  /** Runs it as somebody who is not root, where the tests do. */
  readonly asNobody?: boolean
  /** Visitors come to its port for plain HTTP, too, which some open a moment after the other. */
  readonly isPlainVisited?: boolean
  /** It counts as started when it has said this. */
  readonly settled?: string | undefined
}

/** The proxy ended instead of listening. */
export class HopNotStarted extends Error {
  /** What it wrote meanwhile. */
  readonly said: string
  constructor(proxy: ProxyName, reason: string, said: string) {
    super(`${proxy} did not start: ${reason}\n${said}`)
    this.said = said
  }
}

const STOP_AGAIN_MS = 5_000
const SETTLES_WITHIN_MS = 30_000

/** Debian keeps servers in sbin, which an ordinary user's PATH leaves out. */
export const searchPath = (): string => `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`

export async function startHop(options: HopOptions): Promise<RunningHop> {
  const {
    proxy,
    config,
    main = [],
    parameters = [],
    asNobody = false,
    isPlainVisited = false,
    settled,
  } = options
  const frame = FRAMES[proxy]
  if (!thisPlace().has(frame.program)) throw new Error(missing(frame.program))
  const folder = await temporaryFolder(proxy)
  // Started as root, proxies read and write as somebody else.
  await chmod(folder.path, 0o777)
  const [port, plainPort] = [await freePort(), await freePort()]
  const file = join(folder.path, `${proxy}.conf`)
  const write = (text: string) => writeFile(file, broken(frame.around(text, folder.path, plainPort), main))
  await write(config(port, plainPort))
  for (const [name, text] of Object.entries(frame.files ?? {})) await writeFile(join(folder.path, name), text)
  const run = (...command: [string, ...string[]]) =>
    startChild({
      name: proxy,
      command,
      env: { PATH: searchPath(), ...frame.environment?.(folder.path) },
      ...(asNobody && thisPlace().isRoot && { user: NOBODY }),
    })
  const child = run(frame.program, ...frame.run(file, folder.path, port), ...parameters)
  const said = async () => {
    const logs = frame.logs.map((name) => readFile(join(folder.path, name), 'utf8').catch(() => ''))
    return [child.output(), ...(await Promise.all(logs))].join('\n')
  }
  const close = async () => {
    // Apache loses a signal that comes while it restarts.
    const again = setInterval(() => void child.stop(frame.stop), STOP_AGAIN_MS)
    await child.stop(frame.stop)
    clearInterval(again)
    await folder.remove()
  }
  try {
    await listening(child, port)
    if (isPlainVisited) await listening(child, plainPort)
    if (settled !== undefined) await child.line(new RegExp(settled), SETTLES_WITHIN_MS)
  } catch (failure) {
    const reason = await said()
    await close()
    throw new HopNotStarted(proxy, failure instanceof Error ? failure.message : String(failure), reason)
  }
  const reload = async (text?: string, unreadable = false) => {
    if (text !== undefined) await write(text)
    if (unreadable) await chmod(file, 0o000)
    const command = frame.reload?.(file, folder.path)
    if (command === undefined) process.kill(child.pid, 'SIGHUP')
    else await run(...command).ended
  }
  const signal = (name: NodeJS.Signals) => process.kill(child.pid, name)
  return { proxy, port, plainPort, said, reload, signal, close }
}

const missing = (program: string): string => {
  const packages = PROVISIONS.find(({ programs }) => programs.includes(program))?.debian.join(' ')
  return `${program} is not on this machine; install the package ${packages ?? program}`
}

async function listening(child: Child, port: number): Promise<void> {
  let ended = false
  void child.ended.then(() => {
    ended = true
  })
  const until = Date.now() + 30_000
  while (!(await accepts(port))) {
    if (ended || Date.now() > until) throw new Error(`nothing listens on port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
