/**
 * Every way an HTTP request can fail, in one table: the stable code, the status and the short title of RFC 9457
 * problem details. Routes throw a ProblemError with a sentence of their own; nothing else decides a status.
 */
import type { Response } from 'express'
import type { PadSummary, Problem } from '../../protocol/api.ts'
import type { Residue } from '../../protocol/residue.ts'
import type { Suspect } from '../../protocol/suspects.ts'
import { DENIALS, type DenialExtras, Denied, retryAfterOf } from '../admission/denials.ts'
import type { OutsideCause } from '../outside/judge.ts'
import { PadError, type PadErrorCode } from '../rooms/pads.ts'

const PROBLEMS = {
  ...DENIALS,
  'pad-id-invalid': [400, 'Not a pad id'],
  'cursor-invalid': [400, 'Not a cursor of this list'],
  'parameter-invalid': [400, 'A parameter has no usable value'],
  'format-unknown': [400, 'Unknown export format'],
  'body-malformed': [400, 'The body is not JSON'],
  'body-invalid': [400, 'The body is not as expected'],
  'request-malformed': [400, 'The request cannot be read'],
  'nonce-invalid': [400, 'Not a nonce'],
  'title-too-long': [400, 'The title is too long'],
  'markdown-too-deep': [422, 'The Markdown nests too deep'],
  'markdown-too-costly': [422, 'The Markdown takes too much to read'],
  'route-unknown': [404, 'Nothing is at this address'],
  'pad-unknown': [404, 'There is no such pad'],
  'method-unknown': [405, 'This method is not known here'],
  'links-off': [409, 'Pads of this server have no links'],
  'edit-link-needed': [409, 'The edit link must be shown'],
  'pad-exists': [409, 'There is such a pad already'],
  'pad-not-deleted': [409, 'The pad is not deleted'],
  'generation-mismatch': [409, 'The pad was replaced'],
  'pad-damaged': [409, 'The stored pad is damaged'],
  'pad-deleted': [410, 'The pad was deleted'],
  'restore-expired': [410, 'The pad can no longer be restored'],
  'body-too-large': [413, 'The body is too large'],
  'media-type-unknown': [415, 'The body must be JSON'],
  'upgrade-missing': [426, 'This address speaks WebSocket'],
  'upgrade-removed': [426, 'A proxy removed the WebSocket upgrade'],
  internal: [500, 'The server failed'],
  'public-url-missing': [501, 'No public address is configured'],
  'websocket-fails': [503, 'The WebSocket does not work from outside'],
  busy: [503, 'The server is busy'],
  'write-failed': [503, 'The disk did not take the change'],
} as const satisfies Record<string, readonly [status: number, title: string, ...rest: unknown[]]> &
  Record<PadErrorCode, readonly [status: number, title: string]>

export type ProblemCode = keyof typeof PROBLEMS

/** Members beside the standard ones, as RFC 9457 §3.2 allows. */
export interface ProblemExtras extends DenialExtras {
  /** The deleted pad of `pad-deleted`. */
  readonly pad?: PadSummary
  /** What reached the server of a request that should have been a WebSocket handshake. */
  readonly arrived?: Residue
  /** Of `upgrade-removed` and `websocket-fails`: who may have done it, most suspect first. */
  readonly suspects?: readonly Suspect[]
  /** Of the same: more than one proxy left a trace. */
  readonly furtherOut?: boolean
  /** Of `websocket-fails`: what happened, as a word that stays. */
  readonly cause?: OutsideCause
  /** Of `websocket-fails`: the public address of the server, and when it was asked (ISO 8601). */
  readonly url?: string
  readonly checkedAt?: string
}

export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly extras: ProblemExtras
  /** Seconds after which it may be tried again. */
  readonly retryAfter: string | undefined
  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}, retryAfter?: string) {
    super(detail)
    this.name = 'ProblemError'
    this.code = code
    this.extras = extras
    this.retryAfter = retryAfter
  }
}

export const statusOf = (code: ProblemCode): number => PROBLEMS[code][0]
export const problemTitle = (code: ProblemCode): string => PROBLEMS[code][1]

export function sendProblem(response: Response, error: ProblemError): void {
  const [status, title] = PROBLEMS[error.code]
  const problem: Problem & ProblemExtras = {
    type: 'about:blank',
    title,
    status,
    code: error.code,
    detail: error.message,
    ...error.extras,
  }
  const retryAfter = error.retryAfter ?? (status === 503 ? '5' : undefined)
  if (retryAfter !== undefined) response.set('Retry-After', retryAfter)
  // RFC 9110 §11.6.1: a 401 says how to prove who one is.
  if (status === 401) response.set('WWW-Authenticate', 'Bearer')
  response.status(status).type('application/problem+json').send(JSON.stringify(problem))
}

/** What any thrown value means to whoever asked; undefined when it is a fault of ours. */
export function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error
  if (error instanceof Denied) {
    return new ProblemError(error.code, error.message, error.extras, retryAfterOf(error))
  }
  if (error instanceof PadError) return new ProblemError(error.code, error.message)
  return asBodyProblem(error)
}

/** The errors of express itself carry a status and, from its body reader, a `type`. */
function asBodyProblem(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined
  const type = 'type' in error ? error.type : undefined
  if (type === 'entity.too.large') {
    const limit = 'limit' in error ? `${error.limit} bytes` : 'the limit'
    return new ProblemError('body-too-large', `The body is larger than ${limit}. Split it into several pads.`)
  }
  if (type === 'entity.parse.failed') {
    return new ProblemError(
      'body-malformed',
      `The body is not JSON: ${error.message}. Expected one JSON object.`,
    )
  }
  if (error.status === 415)
    return new ProblemError('media-type-unknown', `${error.message}. Send UTF-8 JSON, not encoded.`)
  if (error.status < 500) return new ProblemError('request-malformed', `${error.message}.`)
  return undefined
}
