/**
 * One request of the exchange and what came back: the frames behind the cursor frame, or why there are none. A
 * page that the server does not know as its own shows another token once. Refuses to know what is sent and why.
 */
import { decodeFrames, type SendableFrame } from '../../protocol/frames.ts'
import { FOREIGN_ORIGIN, PAGE_TOKEN_PARAMETER } from '../../protocol/page-token.ts'
import { NoAnswer, problemCode, TIMED_OUT } from './no-answer.ts'
import type { TokenSource } from './page-token.ts'
import type { Timers } from './timers.ts'

export interface ExchangeDeps {
  readonly fetch: typeof fetch
  readonly timers: Timers
  random(): number
  /** Text that no other request of this page was given. */
  unique(): string
  readonly pageToken?: TokenSource | undefined
}

export interface ExchangeRequest {
  readonly query: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  /** Milliseconds it may take. */
  readonly within: number
  readonly abort: AbortController
}

export interface ExchangeAnswer {
  readonly cursor: string
  readonly frames: SendableFrame[]
}

const BINARY = { 'Content-Type': 'application/octet-stream' }

export function createExchangeRequests(url: string, { fetch, timers, pageToken, unique }: ExchangeDeps) {
  function addressOf(query: Readonly<Record<string, string>>): URL {
    const target = new URL(url)
    const token = pageToken?.current()
    if (token !== undefined) target.searchParams.set(PAGE_TOKEN_PARAMETER, token)
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
    // Each request has an address of its own: a proxy that caches what it must not would otherwise answer an edit
    // with the acknowledgement of an earlier one.
    target.searchParams.set('once', unique())
    return target
  }

  async function once({ query, body, abort }: ExchangeRequest): Promise<ExchangeAnswer> {
    const response = await fetch(addressOf(query), {
      method: 'POST',
      headers: BINARY,
      body: (body ?? new Uint8Array(0)) as Uint8Array<ArrayBuffer>,
      cache: 'no-store',
      redirect: 'error',
      signal: abort.signal,
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!response.ok) {
      const code = problemCode(bytes)
      const seconds = Number(response.headers?.get('retry-after') ?? Number.NaN)
      // A proxy's own Retry-After says nothing about the server.
      const hint = code !== undefined && seconds >= 0 ? seconds * 1000 : undefined
      throw new NoAnswer(response.status, code ?? `HTTP ${response.status}`, hint)
    }
    const [first, ...frames] = decodeFrames(bytes)
    if (first?.type !== 'cursor')
      throw new NoAnswer(response.status, 'something on the way answered in the server’s place')
    return { cursor: first.cursor, frames: frames.filter((frame) => frame.type !== 'unknown') }
  }

  return {
    /** Throws NoAnswer, or whatever fetch throws. */
    async ask(request: ExchangeRequest): Promise<ExchangeAnswer> {
      const { abort, within } = request
      const stopTimer = timers.after(within, () => abort.abort(new NoAnswer(0, TIMED_OUT)))
      try {
        return await once(request)
      } catch (failure) {
        if (!(failure instanceof NoAnswer) || failure.message !== FOREIGN_ORIGIN || !pageToken) throw failure
        // Without another token the refusal says nothing yet: the server may be there again in a moment.
        if (!(await pageToken.renew())) throw new NoAnswer(failure.status, 'no token for this page to be had')
        return await once(request)
      } finally {
        stopTimer()
      }
    },
    /** Says goodbye, and does not wait for an answer. */
    leave(query: Readonly<Record<string, string>>): void {
      fetch(addressOf(query), { method: 'POST', keepalive: true, headers: BINARY }).catch(() => {})
    },
  }
}
