/**
 * Group commit: writes of all pads that arrive within one window share one write and one fsync; what arrives while
 * a commit is under way forms the next. It refuses to know what a write is and where it goes.
 */
import type { Clock, Timer } from '../../clock.ts'

/** What the log needs of time. */
export type LogClock = Pick<Clock, 'now' | 'after'>

export interface CommitQueue<Job> {
  add(job: Job): void
  /** Commits what waits without waiting for the window; resolves when nothing is left. */
  drain(): Promise<void>
}

export const createCommitQueue = <Job>(
  options: { readonly windowMs: number },
  deps: {
    readonly clock: LogClock
    /** Settles every job of the batch itself, also when it fails; never rejects. */
    readonly commit: (batch: Job[]) => Promise<void>
  },
): CommitQueue<Job> => {
  let waiting: Job[] = []
  let timer: Timer | undefined
  let due = false
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    while (due && waiting.length > 0) {
      const batch = waiting
      waiting = []
      due = false
      await deps.commit(batch)
    }
    due = false
    running = undefined
  }

  const start = (): void => {
    timer?.cancel()
    timer = undefined
    if (waiting.length === 0) return
    due = true
    running ??= run()
  }

  return {
    add(job) {
      waiting.push(job)
      if (!due) timer ??= deps.clock.after(options.windowMs, start)
    },
    async drain() {
      while (waiting.length > 0 || running !== undefined) {
        if (waiting.length > 0) start()
        await running
      }
    },
  }
}
