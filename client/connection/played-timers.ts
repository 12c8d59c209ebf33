/** Timers that are moved by hand, from one that is due to the next. Used by tests only. */
import type { Timers } from './timers.ts'

export interface PlayedTimers {
  readonly timers: Timers
  /** Lets this much time go by; `settle` lets whatever a timer set going come to rest before the next. */
  pass(milliseconds: number): Promise<void>
}

export function playTimers(settle: () => Promise<unknown>): PlayedTimers {
  let now = 0
  let waiting: { readonly at: number; readonly call: () => void }[] = []

  const timers: Timers = {
    now: () => now,
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call }
      waiting.push(timer)
      return () => {
        waiting = waiting.filter((other) => other !== timer)
      }
    },
  }

  async function pass(milliseconds: number): Promise<void> {
    await settle()
    for (const end = now + milliseconds; ; ) {
      const due = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) {
        now = end
        return
      }
      waiting = waiting.filter((timer) => timer !== due)
      now = Math.max(now, due.at)
      due.call()
      await settle()
    }
  }

  return { timers, pass }
}
