/**
 * Short-lived tokens that the server puts into its own pages: whoever shows one has read a page of this server,
 * which pages of other sites cannot. A token says until when it is good and nothing else; it is no secret of a
 * person, and opens nothing that reaching the server does not open.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface PageTokenOptions {
  /** The same on every process that is to understand the tokens. */
  readonly key: Uint8Array
  readonly lifeMs?: number
}

export interface PageTokens {
  issue(): string
  isValid(token: string): boolean
  readonly lifeMs: number
}

/** A page renews its token long before; one that slept for a night gets a new one when it is refused. */
const LIFE_MS = 12 * 60 * 60 * 1000
/** 96 bits: nobody guesses them within hours, and addresses stay short. */
const MAC_BYTES = 12
const FORM = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{16})$/

export function createPageTokens(
  { key, lifeMs = LIFE_MS }: PageTokenOptions,
  clock: { now(): number },
): PageTokens {
  const macOf = (until: string) =>
    createHmac('sha256', key).update(`page token ${until}`).digest().subarray(0, MAC_BYTES)

  return {
    lifeMs,
    issue: () => {
      const until = (clock.now() + lifeMs).toString(36)
      return `${until}.${macOf(until).toString('base64url')}`
    },
    isValid: (token) => {
      const [, until, mac] = FORM.exec(token) ?? []
      if (until === undefined || mac === undefined) return false
      const left = Number.parseInt(until, 36) - clock.now()
      return left > 0 && left <= lifeMs && timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(until))
    },
  }
}
