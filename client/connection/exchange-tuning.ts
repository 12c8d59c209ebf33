/**
 * Two numbers that exchange learns from the proxies on the way: how long a held request lives, and how long to
 * wait after a failure.
 */

/** The provider above wants some frame every 30 s. */
const LONGEST_HOLD_MS = 20_000
const SHORTEST_HOLD_MS = 1_000

export interface Hold {
  /** How long to ask the server to hold the next request, in milliseconds. */
  current(): number
  /** A request ended without an answer after `held`; true when a proxy's timeout explains it. */
  cut(held: number): boolean
}

/** Whoever cuts a request at the same age each time has a timeout: stay a quarter below it. */
export function createHold(): Hold {
  let hold = LONGEST_HOLD_MS
  return {
    current: () => hold,
    cut: (held) => {
      if (held < SHORTEST_HOLD_MS || hold <= SHORTEST_HOLD_MS) return false
      // The server takes whole milliseconds only.
      hold = Math.max(SHORTEST_HOLD_MS, Math.floor(Math.min(hold, held) * 0.75))
      return true
    },
  }
}

/** Full jitter: 250 ms doubling to 4 s. */
export const createBackoff = (random: () => number) => ({
  next: (failures: number): number => random() * Math.min(4_000, 250 * 2 ** failures),
})
