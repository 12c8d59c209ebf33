/**
 * How often one source may do something: a bucket for each, refilled with time. Knows sources only as texts, and
 * forgets one as soon as its bucket would be full again.
 */
import { type Bucket, full, type Rate, take } from './bucket.ts'

export interface Allowance {
  /** 0 when it may, else the milliseconds after which it may. `times` widens the rate for this source. */
  take(source: string, times?: number): number
}

/** Sources remembered at once; past it the longest known one starts anew. */
const MAX_SOURCES = 10_000

export function createAllowance(rate: Rate, clock: { now(): number }): Allowance {
  const buckets = new Map<string, Bucket>()

  function forget(now: number): void {
    for (const [source, { at }] of buckets) {
      if (buckets.size <= MAX_SOURCES && now - at < (rate.burst / rate.perSecond) * 1000) return
      buckets.delete(source)
    }
  }

  return {
    take: (source, times = 1) => {
      const now = clock.now()
      const wider = { burst: rate.burst * times, perSecond: rate.perSecond * times }
      const { bucket, wait } = take(buckets.get(source) ?? full(wider, now), wider, 1, now)
      // Deleted first, so that the map is in the order of the last request.
      buckets.delete(source)
      buckets.set(source, bucket)
      forget(now)
      return wait
    },
  }
}
