/**
 * Keeps the token by which the server knows this page as one of its own, where a proxy hides that: gets another
 * one before it runs out, and when it was not understood (the server restarted, the page slept for a night, or it
 * was opened from this device and never had one). Whatever fails here is tried again when it is next needed.
 */
import { PAGE_TOKEN_HEADER, PAGE_TOKEN_PATH, type PageToken } from '../../protocol/page-token.ts'
import type { TokenSource } from '../connection/page-token.ts'

export interface PageTokenOptions {
  /** Path below which the server answers, with a slash at its end. */
  readonly base: string
  /** What the page brought. */
  readonly token: PageToken | undefined
}

export interface PageTokenDeps {
  readonly fetch: typeof fetch
  now(): number
  setTimeout(run: () => void, ms: number): number
}

export interface PageTokenKeeper extends TokenSource {
  /** `fetch` for what changes something: it shows the token, and once another one when it is refused. */
  readonly fetch: typeof fetch
}

/** A third of its life: a page that sleeps over one renewal has another. */
const RENEWALS = 3
/** A WebSocket that does not open has other reasons more often than this one. */
const DOUBT_AGAIN_MS = 60_000
/** The longest a browser's timer waits (HTML: a signed 32-bit number). */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const createPageToken = (options: PageTokenOptions, deps: PageTokenDeps): PageTokenKeeper => {
  let token: string | undefined
  let asking: Promise<boolean> | undefined
  let askedAt = deps.now()
  /** Counts the tokens, so that the timer of an older one does nothing. */
  let known = 0

  const take = (next: PageToken): void => {
    token = next.token
    known += 1
    const own = known
    const renewal = Math.min(next.lifeMs / RENEWALS, LONGEST_TIMER_MS)
    deps.setTimeout(() => own === known && void renew(), renewal)
  }

  const ask = async (): Promise<boolean> => {
    askedAt = deps.now()
    try {
      const response = await deps.fetch(`${options.base}${PAGE_TOKEN_PATH}`, { cache: 'no-store' })
      const answer: unknown = response.ok ? await response.json() : undefined
      if (!isPageToken(answer)) return false
      take(answer)
      return true
    } catch {
      return false
    }
  }

  const renew = (): Promise<boolean> => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  if (options.token) take(options.token)
  else void renew()

  return {
    current: () => token,
    renew,
    doubt: () => {
      if (deps.now() - askedAt >= DOUBT_AGAIN_MS) void renew()
    },
    fetch: async (input, init) => {
      const send = () => {
        const headers = new Headers(init?.headers)
        if (token !== undefined) headers.set(PAGE_TOKEN_HEADER, token)
        return deps.fetch(input, { ...init, headers })
      }
      const answer = await send()
      return answer.status === 403 && (await renew()) ? send() : answer
    },
  }
}

const isPageToken = (answer: unknown): answer is PageToken => {
  if (typeof answer !== 'object' || answer === null) return false
  const { token, lifeMs } = answer as Partial<PageToken>
  return typeof token === 'string' && typeof lifeMs === 'number' && lifeMs > 0
}
