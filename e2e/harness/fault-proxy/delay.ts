/** Each piece arrives `milliseconds` later, and up to `jitter` more; never before the piece ahead of it. */
import type { Disturbance } from './disturbance.ts'

export const delay =
  (milliseconds: number, jitter = 0): Disturbance =>
  (outlet) => {
    const held: (() => void)[] = []
    let waiting = 0
    let stop: (() => void) | undefined

    // One timer at a time: the piece behind waits at least until the one ahead is out.
    function schedule(): void {
      if (stop || held.length === 0) return
      stop = outlet.after(waiting, () => {
        stop = undefined
        held.shift()?.()
        waiting = outlet.random() * jitter
        schedule()
      })
    }

    function hold(what: () => void): void {
      if (held.length === 0) waiting = milliseconds + outlet.random() * jitter
      held.push(what)
      schedule()
    }

    return {
      take: (bytes) => hold(() => outlet.write(bytes)),
      ended: () => hold(outlet.end),
      release: () => {
        stop?.()
        for (const out of held.splice(0)) out()
      },
    }
  }
