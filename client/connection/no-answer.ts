/**
 * What it means when an exchange request is not answered as asked: the server's own refusals (problem details,
 * RFC 9457), and whatever proxies answer in its place.
 */
import { NO_WAY_IN } from '../../protocol/access.ts'
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { FOREIGN_ORIGIN } from '../../protocol/page-token.ts'

/** What a status or a problem code of the server means as a close code. */
const ENDINGS: Readonly<Record<string, number>> = {
  400: CLOSE_CODES.badFrame.code,
  409: CLOSE_CODES.generationMismatch.code,
  410: CLOSE_CODES.deleted.code,
  423: CLOSE_CODES.damaged.code,
  'frame-too-large': CLOSE_CODES.tooBig.code,
  ...Object.fromEntries(NO_WAY_IN.map((code) => [code, CLOSE_CODES.linkRevoked.code])),
  [FOREIGN_ORIGIN]: CLOSE_CODES.foreignOrigin.code,
}

/** Thrown inside for everything that is not an answer of Holdfast. */
export class NoAnswer extends Error {
  readonly status: number
  /** Milliseconds the server itself asks to stay away. */
  readonly retryAfter: number | undefined
  constructor(status: number, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

export const statusOf = (failure: unknown): number => (failure instanceof NoAnswer ? failure.status : 0)

export const endingOf = (failure: unknown): number | undefined =>
  failure instanceof NoAnswer ? (ENDINGS[failure.message] ?? ENDINGS[failure.status]) : undefined

/** A proxy's 413, or the server's: what waits on the server (`parts-full`) is another matter. */
export const isBodyTooLarge = (failure: unknown): boolean =>
  failure instanceof NoAnswer &&
  failure.status === 413 &&
  !['frame-too-large', 'parts-full'].includes(failure.message)

/** A full pad or server frees a place sooner or later, as a 429 says of an address or a peer. */
const FULL = ['pad-full', 'server-full']

/** Milliseconds for which the server asks to wait because a limit is reached; undefined for all other failures. */
export const limitReached = (failure: unknown): number | undefined =>
  failure instanceof NoAnswer && (failure.status === 429 || FULL.includes(failure.message))
    ? failure.retryAfter
    : undefined

/** The stable code in problem details (RFC 9457); undefined for whatever else a proxy answers. */
export function problemCode(bytes: Uint8Array): string | undefined {
  try {
    const { code } = JSON.parse(new TextDecoder().decode(bytes)) as { code?: unknown }
    return typeof code === 'string' ? code : undefined
  } catch {
    return undefined
  }
}

export const TIMED_OUT = 'no answer in time'

/** Nothing came at all: a line that swallows requests, which asking again does not mend. */
export const isTimeout = (failure: unknown): boolean =>
  failure instanceof NoAnswer && failure.message === TIMED_OUT
