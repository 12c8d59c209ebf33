/** Reads what one exchange request asks for, and its body, or says exactly what was wrong with it. */
import type { IncomingMessage } from 'node:http'
import { MAX_EXCHANGE_WAIT_MS } from '../../protocol/limits.ts'
import { isPadId, readPageKey } from '../../protocol/pad-id.ts'
import { Refusal } from './refusals.ts'

const MAX_PARAMETER_LENGTH = 4096

export interface Asked {
  readonly padId: string
  /** Absent when the client opens anew. */
  readonly cursor: string | undefined
  /** Generation of the copy it holds. */
  readonly generation: string | undefined
  /** Milliseconds it is ready to wait for news. */
  readonly waitMs: number
  /** The same body was sent before, and its answer did not come. */
  readonly repeated: boolean
  /** What this page calls itself on all its connections, when it does. */
  readonly page: string | undefined
  /** It goes on over another connection, or goes. */
  readonly leaves: boolean
}

export function readAsked(padId: string | undefined, target: string | undefined): Asked {
  if (padId === undefined || !isPadId(padId)) {
    throw new Refusal('pad-id-invalid', 'A pad id is 1 to 128 characters of A-Z a-z 0-9 _ -.')
  }
  const query = URL.parse(target ?? '', 'http://host.invalid')?.searchParams ?? new URLSearchParams()
  return {
    padId,
    cursor: text(query, 'cursor'),
    generation: text(query, 'generation'),
    waitMs: waitOf(text(query, 'wait') ?? '0'),
    repeated: text(query, 'retry') === '1',
    page: readPageKey(text(query, 'page')),
    leaves: text(query, 'leave') === '1',
  }
}

function text(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  if (values.length > 1 || (values[0]?.length ?? 0) > MAX_PARAMETER_LENGTH) {
    throw new Refusal(
      'parameter-invalid',
      `${name} must be given once, with at most ${MAX_PARAMETER_LENGTH} characters.`,
    )
  }
  return values[0]
}

function waitOf(value: string): number {
  if (/^\d{1,6}$/.test(value) && Number(value) <= MAX_EXCHANGE_WAIT_MS) return Number(value)
  throw new Refusal('parameter-invalid', `wait must be a whole number from 0 to ${MAX_EXCHANGE_WAIT_MS}.`)
}

/** The whole body, or undefined when the client went away before its end. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const { 'content-length': length, 'content-encoding': encoding, 'content-type': type } = request.headers
  if (Number(length ?? 0) > limit) throw tooLarge(request, limit)
  const chunks: Buffer[] = []
  let size = 0
  try {
    // The iterator would destroy the request, and with it the socket the refusal goes out on.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw tooLarge(request, limit)
      chunks.push(chunk)
    }
  } catch (failure) {
    if (failure instanceof Refusal) throw failure
    return undefined
  }
  const typed = type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/octet-stream'
  if (size > 0 && (!typed || (encoding ?? 'identity') !== 'identity')) {
    throw new Refusal('media-type-unknown', 'Send frames as application/octet-stream, not encoded.')
  }
  return Buffer.concat(chunks, size)
}

function tooLarge(request: IncomingMessage, limit: number): Refusal {
  // What is still under way is read and thrown away: a client that is cut off while sending sees no answer.
  request.resume()
  return new Refusal(
    'body-too-large',
    `A body may have ${limit} bytes. Send less at once, and a larger frame in parts.`,
  )
}
