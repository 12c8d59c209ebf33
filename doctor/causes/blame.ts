/**
 * Which hop of a chain breaks something, from asking each of them the same: the first one, from the outside in,
 * behind which the answer is good. Pure.
 */

import { deviations, isGood } from '../../proxy-configs/causes/deviations.ts'
import type { ObservedWords } from '../../proxy-configs/causes/observation.ts'
import type { Probe } from '../../proxy-configs/probes.ts'

export interface Blame {
  /** Place of the guilty one among those that were asked, 0 for the outermost. */
  readonly at: number
  /** What it breaks. */
  readonly probes: readonly Probe[]
}

/** `targets` from the outside in; the first is what people ask. Undefined when each of them fails alike. */
export function blame(targets: readonly ObservedWords[]): Blame | undefined {
  const [front, ...inner] = targets
  if (front === undefined) return undefined
  const byPlace = new Map<number, Probe[]>()
  for (const [probe] of deviations(front)) {
    const place = inner.findIndex((target) => {
      const word = target[probe]
      return word !== undefined && isGood(probe, word)
    })
    if (place !== -1) byPlace.set(place, [...(byPlace.get(place) ?? []), probe])
  }
  const [most] = [...byPlace].sort(([, a], [, b]) => b.length - a.length)
  return most === undefined ? undefined : { at: most[0], probes: most[1] }
}
