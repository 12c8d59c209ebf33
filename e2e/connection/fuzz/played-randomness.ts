/**
 * Randomness that comes from the seed, put in the place of the platform's: Yjs draws its client ids from there,
 * and two texts typed at one place are ordered by them. Must be imported before lib0, which keeps
 * `getRandomValues`. Knows nothing of who draws.
 */
import { webcrypto } from 'node:crypto'
import type { Random } from '../../harness/random.ts'

const real = { getRandomValues: webcrypto.getRandomValues.bind(webcrypto), random: Math.random }

let source: Random | undefined

const drawn: typeof webcrypto.getRandomValues = (array) => {
  if (source === undefined || array === null) return real.getRandomValues(array)
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = source.below(256)
  return array
}

Object.defineProperty(webcrypto, 'getRandomValues', { value: drawn })
Math.random = () => source?.next() ?? real.random()

/** From here on the platform draws from `random`. */
export function playRandomness(random: Random): void {
  source = random
}

export function stopPlayingRandomness(): void {
  source = undefined
}
