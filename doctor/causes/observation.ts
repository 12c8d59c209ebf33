/**
 * Everything that the checks saw, put together in the words of the catalogue. What two checks say differently is
 * kept in the worse form: a deployment that fails now and then is not a good one.
 */
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { GOOD, type Probe } from '../../proxy-configs/probes.ts'
import type { CheckResult } from '../checks/check.ts'

export function observationOf(results: readonly CheckResult[]): Observation {
  const words: Partial<Record<Probe, string>> = {}
  const took: Partial<Record<Probe, number>> = {}
  for (const { observed = {}, took: times = {} } of results) {
    Object.assign(took, times)
    for (const [probe, word] of Object.entries(observed) as [Probe, string][]) {
      const before = words[probe]
      if (before === undefined || before === GOOD[probe]) words[probe] = word
    }
  }
  const marks = results.flatMap((result) => result.marks ?? [])
  // A good answer may redirect, too.
  const refusals = results.filter(({ status }) => status === 'fail').flatMap((result) => result.marks ?? [])
  const hops = marks.flatMap((mark) => mark.hops ?? [])
  return {
    results: words,
    took,
    brands: new Set(marks.flatMap((mark) => mark.brands ?? [])),
    hops: hops.length === 0 ? undefined : Math.max(...hops),
    tells: new Set(refusals.flatMap((mark) => mark.tells ?? [])),
  }
}
