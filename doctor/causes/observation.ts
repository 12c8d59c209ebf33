/**
 * Everything that the checks saw, put together in the words of the catalogue. What two checks say differently is
 * kept in the worse form: a deployment that fails now and then is not a good one.
 */
import { GOOD, type Probe } from '../../proxy-configs/probes.ts'
import type { CheckResult, Observed, Took } from '../checks/check.ts'

export interface Observation {
  readonly results: Observed
  /** Milliseconds. */
  readonly took: Took
  readonly brands: ReadonlySet<string>
  readonly hops: number | undefined
  readonly tells: ReadonlySet<string>
  /** The deployment lies below a path instead of at the root; undefined when nobody said. */
  readonly isBelow?: boolean
  /** It was asked through a forward proxy of the visitor's. */
  readonly isThrough?: boolean
  /** Known from asking each hop by itself: the guilty one's place from the outside, and how many proxies there are. */
  readonly place?: { readonly at: number; readonly of: number }
}

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
    results: words as Observed,
    took,
    brands: new Set(marks.flatMap((mark) => mark.brands ?? [])),
    hops: hops.length === 0 ? undefined : Math.max(...hops),
    tells: new Set(refusals.flatMap((mark) => mark.tells ?? [])),
  }
}
