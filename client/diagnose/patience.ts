/**
 * Waiting that counts only while the device runs. A timer that fires after the page stood still (a busy device, a
 * closed lid) proves nothing: an answer may be here and unread. So patience passes in short turns, and a standstill
 * costs no more than one of them.
 */
export interface Timers {
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

const TURN_MS = 500

/** Calls `run` when `ms` are waited; what it answers stops the waiting. */
export function afterPatience(ms: number, run: () => void, timers: Timers): () => void {
  let left = ms
  let timer = 0
  const turn = (): void => {
    const now = Math.min(TURN_MS, left)
    timer = timers.setTimeout(() => {
      left -= now
      if (left > 0) turn()
      else run()
    }, now)
  }
  turn()
  return () => timers.clearTimeout(timer)
}
