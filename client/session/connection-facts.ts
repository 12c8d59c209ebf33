/**
 * What is known of the way to the server beside "open" and "closed": the attempts, the round trip, and what the
 * server says arrived of a WebSocket handshake that failed. It asks the server only where WebSocket never opened
 * and HTTP works, once per cause and never more than once in ten seconds.
 */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { SEEN_MS, SEEN_PATH, type Seen } from '../../protocol/witness.ts'
import type { Attempt, History } from '../connection/history.ts'
import type { SocketReport } from '../connection/report.ts'

export interface ConnectionFacts {
  readonly history: History
  /** Milliseconds, of what carries. */
  readonly roundTrip: number | undefined
  /** What the server saw of the WebSocket handshake that failed; undefined until it was asked and answered. */
  readonly seen: Seen | undefined
}

/** The server's limit that ended the last connection, while there is no other. */
export const limitIn = (report: SocketReport | undefined): string | undefined =>
  report?.state !== 'open' && report?.closed?.code === CLOSE_CODES.tryAgainLater.code
    ? report.closed.reason
    : undefined

export const NO_FACTS: ConnectionFacts = { history: [], roundTrip: undefined, seen: undefined }

export interface ConnectionFactsOptions {
  /** Path below which the server answers, with a slash at its end. */
  readonly base: string
  /** The server's answer came. */
  onSeen(): void
}

export interface ConnectionFactsDeps {
  readonly fetch: typeof fetch
  readonly platform: { readonly timers: { now(): number } }
}

const ASK_AGAIN_MS = 10_000
/** The server forgets a handshake; an older one would be told as never arrived, which may be a lie. */
const FRESH_MS = SEEN_MS - 10_000

export function createConnectionFacts(options: ConnectionFactsOptions, deps: ConnectionFactsDeps) {
  const { timers } = deps.platform
  let seen: Seen | undefined
  /** The way of failing that the answer is about. */
  let answered: string | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let asking = false

  async function ask(nonce: string, cause: string): Promise<void> {
    asking = true
    askedAt = timers.now()
    try {
      const response = await deps.fetch(`${options.base}${SEEN_PATH}${nonce}`, { cache: 'no-store' })
      const answer: unknown = response.ok ? await response.json() : undefined
      if (isSeen(answer, nonce)) {
        seen = answer
        answered = cause
        options.onSeen()
      }
    } catch {
      // Nobody answered: nothing is known, and a later attempt brings a later question.
    } finally {
      asking = false
    }
  }

  return {
    of(report: SocketReport | undefined): ConnectionFacts {
      if (!report) return NO_FACTS
      const { history, transport } = report
      const roundTrip = transport === undefined ? undefined : report.roundTrip
      return { history, roundTrip, seen }
    },
    consider({ history, transport }: SocketReport): void {
      const last = history.findLast(({ on, ended }) => on === 'websocket' && ended !== undefined)
      if (transport === 'websocket') {
        const carrying = history.findLast(({ on }) => on === 'websocket')
        // It works after all: what was wrong before is over, or was somewhere else.
        if (carrying?.healthy) {
          seen = undefined
          answered = undefined
        }
        return
      }
      if (transport !== 'exchange' || last?.nonce === undefined || !neverOpened(last) || asking) return
      const cause = `${last.ended?.code} ${last.ended?.reason}`
      const now = timers.now()
      if (cause === answered || now - askedAt < ASK_AGAIN_MS || now - last.at > FRESH_MS) return
      void ask(last.nonce, cause)
    },
  }
}

/** An attempt this page gave up by itself proves nothing. */
const neverOpened = ({ opened, ended }: Attempt): boolean => !opened && ended?.code !== 1000

const isSeen = (answer: unknown, nonce: string): answer is Seen => {
  if (typeof answer !== 'object' || answer === null) return false
  const { nonce: about, seen } = answer as Partial<Seen>
  return about === nonce && typeof seen === 'boolean'
}
