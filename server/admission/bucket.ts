/**
 * A token bucket as a value: what is in it, and when that was true. Who it belongs to and what a token stands
 * for is decided elsewhere. Whatever is asked for at once may be larger than the bucket: a full one lets it pass
 * and then owes the rest, so that a limit slows down but never makes anything impossible.
 */
export interface Rate {
  /** Tokens of a full bucket: what may come at once. */
  readonly burst: number
  /** Tokens regained in a second. */
  readonly perSecond: number
}

export interface Bucket {
  readonly tokens: number
  /** Milliseconds since 1970. */
  readonly at: number
}

export const full = ({ burst }: Rate, now: number): Bucket => ({ tokens: burst, at: now })

/** `wait` is 0 when so many tokens were taken, else the milliseconds after which they can be. */
export function take(
  bucket: Bucket,
  { burst, perSecond }: Rate,
  count: number,
  now: number,
): { readonly bucket: Bucket; readonly wait: number } {
  // A clock that was set back regains nothing.
  const regained = (Math.max(0, now - bucket.at) / 1000) * perSecond
  const tokens = Math.min(burst, bucket.tokens + regained)
  const needed = Math.min(count, burst)
  if (tokens < needed) {
    return { bucket: { tokens, at: now }, wait: Math.ceil(((needed - tokens) / perSecond) * 1000) }
  }
  return { bucket: { tokens: tokens - count, at: now }, wait: 0 }
}
