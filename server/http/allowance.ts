/**
 * How often one address may ask: a token bucket for each, refilled with time. Knows addresses only as texts,
 * and forgets one as soon as its bucket would be full again.
 */
export interface AllowanceOptions {
  /** Requests at once. */
  readonly burst: number
  /** Requests regained in a second. */
  readonly perSecond: number
}

export interface Allowance {
  /** 0 when the request may pass, else the whole seconds after which the next one will. */
  take(address: string): number
}

/** Addresses remembered at once; past it the longest known one starts anew. */
const MAX_ADDRESSES = 10_000

export function createAllowance(options: AllowanceOptions, clock: { now(): number }): Allowance {
  const { burst, perSecond } = options
  const buckets = new Map<string, { tokens: number; at: number }>()

  function take(address: string): number {
    const now = clock.now()
    const known = buckets.get(address)
    const regained = known === undefined ? 0 : (Math.max(0, now - known.at) / 1000) * perSecond
    const tokens = known === undefined ? burst : Math.min(burst, known.tokens + regained)
    const left = tokens >= 1 ? tokens - 1 : tokens
    // Deleted first, so that the map is in the order of the last request.
    buckets.delete(address)
    buckets.set(address, { tokens: left, at: now })
    forget(now)
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perSecond)
  }

  function forget(now: number): void {
    for (const [address, { at }] of buckets) {
      if (buckets.size <= MAX_ADDRESSES && now - at < (burst / perSecond) * 1000) return
      buckets.delete(address)
    }
  }

  return { take }
}
