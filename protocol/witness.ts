/**
 * How a browser asks what became of its handshake: no script may read the answer to a failed one, so the
 * socket's address carries a nonce, and a plain request asks for what arrived under it.
 */
import type { Residue } from './residue.ts'
import type { Judgement } from './suspects.ts'

/** Query parameter of a WebSocket address. */
export const NONCE_PARAMETER = 'nonce'
const NONCE = /^[A-Za-z0-9_-]{8,64}$/

export const isNonce = (text: string): boolean => NONCE.test(text)

/** Milliseconds for which the server remembers a handshake. */
export const SEEN_MS = 60_000

/** Path of the question, below the base path: `diagnose/seen/<nonce>`. */
export const SEEN_PATH = 'diagnose/seen/'

/** The answer of `GET <base>diagnose/seen/<nonce>`. */
export type Seen = NotSeen | SeenHandshake

/** Nothing came under this nonce within the last minute: it was stopped before it reached this server. */
export interface NotSeen {
  readonly nonce: string
  readonly seen: false
}

/** Where an address lies. Nobody has a `reserved` one (RFC 5737, RFC 3849): it was claimed. */
export type AddressRange = 'loopback' | 'private' | 'public' | 'reserved' | 'unknown'

/** Whom the server takes for the visitor, without his address. */
export interface TakenFor {
  readonly range: AddressRange
  /** The server believes what this address says of others, so it may claim to be anybody. */
  readonly isTrusted: boolean
  /** It told of others and the server does not know it: everybody behind it is taken for one. */
  readonly isUnlistedProxy: boolean
}

/** As most visitors are: somebody on the Internet, who is taken for himself. */
export const ANYBODY: TakenFor = { range: 'public', isTrusted: false, isUnlistedProxy: false }

export interface SeenHandshake extends Judgement {
  readonly nonce: string
  readonly seen: true
  /** ISO 8601, by the server's clock. */
  readonly at: string
  /** The server accepted it and answered 101. */
  readonly upgraded: boolean
  /** Without anybody's address. */
  readonly arrived: Residue
  readonly visitor: TakenFor
}

/** Path of an answer that is sent in pieces, below the base path: whoever gets it in one had it held back. */
export const STREAM_PATH = 'diagnose/stream'
export const STREAM_PIECES = 4
/** Milliseconds between two pieces. */
export const STREAM_PIECE_MS = 300
