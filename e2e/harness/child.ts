/**
 * One child process with its output kept: waits for a line, is signalled by its own pid, and always awaited to
 * its end. Knows nothing of what the program is.
 */
import { type ChildProcess, spawn } from 'node:child_process'

export interface Child {
  readonly pid: number
  /** Everything written so far, both streams. */
  output(): string
  /** Resolves with the match as soon as the output contains it; rejects when the process ends before. */
  line(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>
  send(message: unknown): void
  /** Signals and waits for the end. Resolves with the exit code, null after a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  readonly ended: Promise<number | null>
}

export interface ChildOptions {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd?: string
  /** The whole environment beside PATH and HOME: what the tests were started with must not leak in. */
  readonly env?: Readonly<Record<string, string>>
  /** With a message channel for `send`. */
  readonly channel?: boolean
  /** User and group id to run as; only root may choose. */
  readonly user?: number
}

/** `nobody` and `nogroup` of Debian. */
export const NOBODY = 65_534

export function startChild(options: ChildOptions): Child {
  const [program, ...args] = options.command
  const { PATH = '', HOME = '' } = process.env
  const child: ChildProcess = spawn(program, args, {
    cwd: options.cwd,
    ...(options.user !== undefined && { uid: options.user, gid: options.user }),
    env: { PATH, HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', ...(options.channel === true ? (['ipc'] as const) : [])],
  })
  let output = ''
  const waiting = new Set<() => void>()
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += `\n${error.message}`
      resolve(127)
    })
    child.once('close', (code) => resolve(code))
  })
  let running = true
  void ended.then(() => {
    running = false
    for (const look of waiting) look()
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      output += part
      for (const look of waiting) look()
    })
  }

  return {
    pid: child.pid ?? -1,
    output: () => output,
    ended,
    send: (message) => void child.send?.(message as object),
    line: (pattern, withinMs = 40_000) =>
      new Promise((resolve, reject) => {
        const settle = (done: () => void) => {
          waiting.delete(look)
          clearTimeout(timer)
          done()
        }
        const look = () => {
          const match = pattern.exec(output)
          if (match !== null) settle(() => resolve(match))
          else if (!running)
            settle(() => reject(new Error(`${options.name} ended before ${pattern}:\n${output}`)))
        }
        const timer = setTimeout(
          () =>
            settle(() => reject(new Error(`${options.name}: no ${pattern} in ${withinMs} ms:\n${output}`))),
          withinMs,
        )
        waiting.add(look)
        look()
      }),
    stop: (signal = 'SIGTERM') => {
      if (running && child.pid !== undefined) child.kill(signal)
      return ended
    },
  }
}
