/**
 * Every way admission says no, in one table for both transports and the API: the stable code, the status before
 * an upgrade, the title of its problem details (RFC 9457), and the option an operator would look at.
 */
import { withRetryAfter } from '../../protocol/close-codes.ts'

export const DENIALS = {
  'foreign-origin': [403, 'Requests from other sites are refused', 'HOLDFAST_PUBLIC_URL'],
  'administrator-needed': [401, 'Only the administrator may do this', 'HOLDFAST_ADMIN_TOKEN'],
  'link-needed': [403, 'This pad opens by its link', 'HOLDFAST_ACCESS'],
  'link-unknown': [403, 'This link opens nothing here', 'HOLDFAST_ACCESS'],
  'read-only': [403, 'This link is for reading only', 'HOLDFAST_ACCESS'],
  'address-full': [429, 'Too many connections from this address', 'HOLDFAST_LIMIT_CONNECTIONS_PER_ADDRESS'],
  'too-many-joins': [429, 'Too many new connections from this address', 'HOLDFAST_LIMIT_JOINS_PER_ADDRESS'],
  'too-many-pads': [429, 'Too many new pads from this address', 'HOLDFAST_LIMIT_PADS_PER_ADDRESS'],
  'too-many-frames': [429, 'Too many frames', 'HOLDFAST_LIMIT_FRAMES_PER_PEER'],
  'too-many-bytes': [429, 'Too many bytes', 'HOLDFAST_LIMIT_BYTES_PER_PEER'],
  'too-many-requests': [429, 'Too many requests', ''],
  'pad-full': [503, 'Too many people are in this pad', 'HOLDFAST_LIMIT_CONNECTIONS_PER_PAD'],
  'server-full': [503, 'Too many people are on this server', 'HOLDFAST_LIMIT_CONNECTIONS'],
} as const satisfies Record<string, readonly [status: number, title: string, option: string]>

/** Those of access: no limit is reached, what is missing is a link or a token. */
export const ACCESS_CODES: readonly string[] = [
  'administrator-needed',
  'link-needed',
  'link-unknown',
  'read-only',
] satisfies readonly (keyof typeof DENIALS)[]

export type DenialCode = keyof typeof DENIALS

/** Members beside the standard ones, as RFC 9457 §3.2 allows. */
export interface DenialExtras {
  /** Of `foreign-origin`: the Origin that came. */
  readonly received?: string
  /** Of `foreign-origin`: origins and hosts that would have been known. */
  readonly expected?: readonly string[]
}

export class Denied extends Error {
  readonly code: DenialCode
  /** After so many milliseconds it may be tried again; undefined when that would change nothing. */
  readonly retryAfterMs: number | undefined
  readonly extras: DenialExtras
  constructor(code: DenialCode, detail: string, retryAfterMs?: number, extras: DenialExtras = {}) {
    super(detail)
    this.name = 'Denied'
    this.code = code
    this.retryAfterMs = retryAfterMs
    this.extras = extras
  }
}

/** The value of Retry-After (RFC 9110 §10.2.3), in whole seconds. */
export const retryAfterOf = ({ retryAfterMs }: Denied): string | undefined =>
  retryAfterMs === undefined ? undefined : String(Math.max(1, Math.ceil(retryAfterMs / 1000)))

/** The denial that `ask` throws; undefined when it passes. */
export function deniedBy(ask: () => void): Denied | undefined {
  try {
    ask()
    return undefined
  } catch (failure) {
    if (failure instanceof Denied) return failure
    throw failure
  }
}

/** A denial as the reason of a close code (RFC 6455 §7.1.6): its code, and for how long to stay away. */
export const closeReasonOf = (denied: Denied): string => withRetryAfter(denied.retryAfterMs ?? 0, denied.code)
