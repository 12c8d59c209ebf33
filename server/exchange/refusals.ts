/**
 * Every way an exchange can be refused, in one table: the stable code, the status and the title of RFC 9457
 * problem details. Whether a client comes back is told by the status: 429, 5xx and 413 yes, otherwise no.
 */
import type { ServerResponse } from 'node:http'
import type { Problem } from '../../protocol/api.ts'
import { ProtocolError } from '../../protocol/bytes.ts'
import type { CloseReason } from '../../protocol/close-codes.ts'
import { DENIALS, Denied, retryAfterOf } from '../admission/denials.ts'
import { PadError } from '../rooms/pads.ts'

const REFUSALS = {
  ...DENIALS,
  'pad-id-invalid': [400, 'Not a pad id'],
  'parameter-invalid': [400, 'A parameter has no usable value'],
  'bad-frame': [400, 'A frame cannot be understood'],
  'part-mismatch': [400, 'The parts do not make the frame'],
  'method-unknown': [405, 'This method is not known here'],
  'generation-mismatch': [409, 'The pad was replaced'],
  'pad-deleted': [410, 'The pad was deleted'],
  'body-too-large': [413, 'The body is too large'],
  'frame-too-large': [413, 'The frame is too large'],
  'parts-full': [413, 'Too many parts are waiting'],
  'media-type-unknown': [415, 'The body must be application/octet-stream'],
  'pad-damaged': [423, 'The stored pad is damaged'],
  'try-again-later': [503, 'Not now'],
  stopping: [503, 'The server is stopping'],
} as const satisfies Record<string, readonly [status: number, title: string, ...rest: unknown[]]>

export type RefusalCode = keyof typeof REFUSALS

export class Refusal extends Error {
  readonly code: RefusalCode
  /** Seconds after which it may be tried again. */
  readonly retryAfter: string | undefined
  constructor(code: RefusalCode, message: string, retryAfter?: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.retryAfter = retryAfter
  }
}

/** Why a room let a client go, as an answer to its request. */
export function refusalOf(reason: CloseReason, detail: string): Refusal {
  switch (reason) {
    case 'badFrame':
      return new Refusal('bad-frame', `A frame was refused: ${detail}. What stood before it was taken.`)
    case 'deleted':
      return new Refusal('pad-deleted', 'The pad was deleted.')
    case 'generationMismatch':
      return new Refusal('generation-mismatch', 'The pad was replaced. Load it again.')
    case 'linkRevoked':
      return new Refusal(
        'link-unknown',
        'The link was replaced or switched off. Ask for the one that is good now.',
      )
    case 'damaged':
      return new Refusal('pad-damaged', 'The stored pad is damaged and can be read only.')
    case 'restart':
      return new Refusal('stopping', 'The server is stopping. Come back in a moment.')
    default:
      return new Refusal('try-again-later', `The room let this client go: ${detail}. Come back in a moment.`)
  }
}

/** What a thrown value means to whoever asked; undefined when it is a fault of ours. */
export function asRefusal(failure: unknown): Refusal | undefined {
  if (failure instanceof Refusal) return failure
  if (failure instanceof Denied) return new Refusal(failure.code, failure.message, retryAfterOf(failure))
  if (failure instanceof ProtocolError) {
    return new Refusal(
      'bad-frame',
      `The body is no sequence of frames: ${failure.message}. Nothing was taken.`,
    )
  }
  if (!(failure instanceof PadError)) return undefined
  switch (failure.code) {
    case 'pad-deleted':
    case 'pad-damaged':
    case 'generation-mismatch':
      return new Refusal(failure.code, failure.message)
    default:
      return undefined
  }
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const [status, title] = REFUSALS[refusal.code]
  const retryAfter = refusal.retryAfter ?? (status === 503 ? '1' : undefined)
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
  }
  response.writeHead(status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
    ...(status === 405 ? { Allow: 'POST' } : {}),
  })
  response.end(JSON.stringify(problem))
}
