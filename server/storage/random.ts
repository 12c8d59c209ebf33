/** Random numbers for tests that can be had again from their seed: 32 bits of state, period 2^32. */
export interface Random {
  /** 32 random bits. */
  bits(): number
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  // Weyl sequence through a mixing function, in the manner of SplitMix32.
  const bits = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  return {
    bits,
    below: (limit) => Math.floor((bits() / 2 ** 32) * limit),
    chance: (probability) => bits() / 2 ** 32 < probability,
  }
}
