/**
 * Counts values by upper bound, as a Prometheus histogram does, with plain numbers: to observe is a few
 * comparisons and two additions, so it may stand where every edit passes. Refuses to know what is measured.
 */
export interface Histogram {
  observe(value: number): void
  read(): Measured
}

export interface Measured {
  /** Upper bounds, inclusive, rising. */
  readonly bounds: readonly number[]
  /** Observed at or below each bound and above the one before; one more at the end for whatever is larger. */
  readonly counts: readonly number[]
  readonly sum: number
  readonly count: number
}

export function createHistogram(bounds: readonly number[]): Histogram {
  const counts: number[] = Array(bounds.length + 1).fill(0)
  let sum = 0
  let count = 0
  return {
    observe: (value) => {
      let at = 0
      while (at < bounds.length && value > (bounds[at] as number)) at += 1
      counts[at] = (counts[at] as number) + 1
      sum += value
      count += 1
    },
    read: () => ({ bounds, counts: [...counts], sum, count }),
  }
}

/** What was observed between two readings of one histogram. */
export const between = (before: Measured, after: Measured): Measured => ({
  bounds: after.bounds,
  counts: after.counts.map((count, at) => count - (before.counts[at] ?? 0)),
  sum: after.sum - before.sum,
  count: after.count - before.count,
})

/**
 * The upper bound at or below which the share `q` of all values lies; Infinity past the last bound, undefined when
 * nothing was observed. A bound and no value in between: more was not measured.
 */
export function quantile({ bounds, counts, count }: Measured, q: number): number | undefined {
  if (count === 0) return undefined
  let reached = 0
  for (let at = 0; at < counts.length; at += 1) {
    reached += counts[at] as number
    if (reached >= q * count) return bounds[at] ?? Number.POSITIVE_INFINITY
  }
  return Number.POSITIVE_INFINITY
}
