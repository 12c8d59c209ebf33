/**
 * One WebSocket as a visitor's browser opens it: handshake at a public address, the first words of y-websocket, the
 * answer. It says what happened and how long it took; who is to blame is judged elsewhere. Ends within its patience
 * whatever the other side does, and writes nothing: a pad comes into being with its first edit, and none is sent.
 */
import { WebSocket } from 'ws'
import { ProtocolError } from '../../protocol/bytes.ts'
import { decodeFrames, STEP_ONE_OF_NOTHING } from '../../protocol/frames.ts'
import type { Clock } from '../clock.ts'

export type RoundTrip =
  /** Milliseconds until it was open, and from the question to its answer. */
  | { readonly is: 'answered'; readonly handshakeMs: number; readonly roundTripMs: number }
  /** An answer that is not 101; `code` where it is one of our own problems. */
  | {
      readonly is: 'refused'
      readonly status: number
      readonly server: string | undefined
      readonly code: string | undefined
    }
  /** Name, connection, TLS, or bytes that are no HTTP; in the words of Node. */
  | { readonly is: 'not-connected'; readonly reason: string }
  /** Until patience was over: before 101, or behind it. */
  | { readonly is: 'silent'; readonly opened: boolean }
  /** Closed or cut behind 101, before the answer. */
  | { readonly is: 'closed'; readonly code: number }

export interface RoundTripQuestion {
  readonly url: string
  /** As the page of that address sends it. */
  readonly origin: string
  /** Milliseconds for all of it. */
  readonly patience: number
}

const MAX_ANSWER_BYTES = 64 * 1024

/** Never rejects. */
export function roundTrip(
  { url, origin, patience }: RoundTripQuestion,
  clock: Pick<Clock, 'now' | 'after'>,
): Promise<RoundTrip> {
  return new Promise((resolve) => {
    const begun = clock.now()
    let openedAt: number | undefined
    const socket = new WebSocket(url, {
      origin,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: MAX_ANSWER_BYTES,
    })
    const timer = clock.after(patience, () => end({ is: 'silent', opened: openedAt !== undefined }))
    let ended = false
    function end(outcome: RoundTrip): void {
      if (ended) return
      ended = true
      timer.cancel()
      if (outcome.is === 'answered') socket.close(1000)
      else socket.terminate()
      resolve(outcome)
    }

    socket.on('open', () => {
      openedAt = clock.now()
      socket.send(STEP_ONE_OF_NOTHING)
    })
    socket.on('message', (data: Buffer) => {
      if (openedAt === undefined || !isAnswer(data)) return
      end({ is: 'answered', handshakeMs: openedAt - begun, roundTripMs: clock.now() - openedAt })
    })
    socket.on('close', (code) => end({ is: 'closed', code }))
    socket.on('unexpected-response', (_request, response) => {
      const { statusCode = 0, headers } = response
      let body = ''
      response.setEncoding('utf8')
      const told = () =>
        end({
          is: 'refused',
          status: statusCode,
          server: String(headers.server ?? '').slice(0, 80) || undefined,
          code: codeIn(body),
        })
      response.on('data', (text: string) => {
        body += text
        if (body.length > MAX_ANSWER_BYTES) told()
      })
      response.on('end', told).on('error', told).on('close', told)
    })
    socket.on('error', (failure) => {
      if (openedAt === undefined) end({ is: 'not-connected', reason: failure.message })
    })
  })
}

function isAnswer(data: Buffer): boolean {
  try {
    return decodeFrames(data).some(({ type }) => type === 'sync-step-2')
  } catch (failure) {
    if (failure instanceof ProtocolError) return false
    throw failure
  }
}

function codeIn(body: string): string | undefined {
  try {
    const { code } = JSON.parse(body) as { code?: unknown }
    return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code) ? code : undefined
  } catch {
    return undefined
  }
}
