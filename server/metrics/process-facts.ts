/**
 * How the process itself fares: memory, processor, open files, and how late its event loop comes. The delays are
 * those of the last whole minute, so that everybody who asks within it is told the same.
 */
import { readdir } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface ProcessFacts {
  /** Seconds since 1970. */
  readonly startedAt: number
  /** Seconds, user and system together. */
  readonly cpu: number
  readonly residentBytes: number
  readonly heapUsedBytes: number
  /** undefined where the system does not tell. */
  readonly openFiles: number | undefined
  readonly loopDelay: LoopDelay
}

/** Seconds by which the event loop came late. */
export interface LoopDelay {
  readonly median: number
  readonly p99: number
  readonly max: number
}

export interface ProcessWatch {
  read(): Promise<ProcessFacts>
  /** A minute is over. */
  minute(): void
  close(): void
}

/** The histogram counts from tick to tick, so this much of each value is no delay. */
const RESOLUTION_MS = 20
const NANOSECONDS = 1e9

export function watchProcess(): ProcessWatch {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  loop.enable()
  let last: LoopDelay | undefined

  const late = (nanoseconds: number) =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000) : 0
  const soFar = (): LoopDelay => ({
    median: late(loop.percentile(50)),
    p99: late(loop.percentile(99)),
    max: late(loop.max),
  })

  return {
    read: async () => {
      const { rss, heapUsed } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      return {
        startedAt: (Date.now() - process.uptime() * 1000) / 1000,
        cpu: (user + system) / 1e6,
        residentBytes: rss,
        heapUsedBytes: heapUsed,
        // Linux lists them there; elsewhere the folder is missing.
        openFiles: await readdir('/proc/self/fd').then(
          (names) => names.length,
          () => undefined,
        ),
        loopDelay: last ?? soFar(),
      }
    },
    minute: () => {
      last = soFar()
      loop.reset()
    },
    close: () => loop.disable(),
  }
}
