/** Seeded randomness (mulberry32), so that a failure can be run again: every test prints the seed it used. */
export interface Random {
  /** 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, below: (limit) => Math.floor(next() * limit) }
}
