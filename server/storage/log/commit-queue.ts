/**
 * Group commit: writes of all pads that arrive within one window share one write and one fsync; what arrives while
 * a commit is under way forms the next. It refuses to know what a write is and where it goes.
 */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once after `milliseconds`; calling the answer stops it. */
  after(milliseconds: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

export interface CommitQueue<Job> {
  add(job: Job): void
  /** Commits what waits without waiting for the window; resolves when nothing is left. */
  drain(): Promise<void>
}

export const createCommitQueue = <Job>(
  options: { readonly windowMs: number },
  deps: {
    readonly clock: Clock
    /** Settles every job of the batch itself, also when it fails; never rejects. */
    readonly commit: (batch: Job[]) => Promise<void>
  },
): CommitQueue<Job> => {
  let waiting: Job[] = []
  let stopTimer: (() => void) | undefined
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
    stopTimer?.()
    stopTimer = undefined
    if (waiting.length === 0) return
    due = true
    running ??= run()
  }

  return {
    add(job) {
      waiting.push(job)
      if (!due) stopTimer ??= deps.clock.after(options.windowMs, start)
    },
    async drain() {
      while (waiting.length > 0 || running !== undefined) {
        if (waiting.length > 0) start()
        await running
      }
    },
  }
}
