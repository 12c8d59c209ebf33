/**
 * The last few attempts of each transport, for whoever has to find out why a connection is as it is. Bounded, so
 * that a page that stays open for weeks remembers no more than one that was opened now. It decides nothing.
 */
import type { Ending, TransportName } from './states.ts'

export interface Attempt {
  /** When it began, by the connection's clock. */
  readonly at: number
  readonly on: TransportName
  /** Under which the server remembers the handshake; only a WebSocket has one. */
  readonly nonce?: string
  /** A first frame arrived. */
  readonly opened: boolean
  /** A round trip was completed. */
  readonly healthy: boolean
  /** Absent while it goes on. */
  readonly ended?: Ending
}

export type History = readonly Attempt[]

/** Attempts remembered; the oldest makes room. */
export const HISTORY = 10

/** This page ended it itself, because it needs it no longer. */
export const NOT_NEEDED: Ending = { code: 1000, reason: 'not needed any more' }

export function begun(history: History, on: TransportName, at: number, nonce?: string): History {
  const attempt: Attempt = {
    at,
    on,
    opened: false,
    healthy: false,
    ...(nonce === undefined ? {} : { nonce }),
  }
  return [...history, attempt].slice(-HISTORY)
}

/** What was learned of the attempt under way on a transport; there is never more than one. */
export function learned(
  history: History,
  on: TransportName,
  news: Partial<Pick<Attempt, 'opened' | 'healthy' | 'ended'>>,
): History {
  const index = history.findLastIndex((attempt) => attempt.on === on && attempt.ended === undefined)
  const attempt = history[index]
  return attempt === undefined ? history : history.with(index, { ...attempt, ...news })
}
