/**
 * One HTTP/1.1 request on a connection of its own, and what came back: everything that a diagnosis may want to
 * show, nothing followed and nothing interpreted. Never rejects: that there is no answer is an answer too.
 */
import { type Endpoint, type Header, originOf } from './endpoint.ts'
import { type WireFailure, wireFailure } from './failure.ts'
import { type Body, readBody } from './http-body.ts'
import { type Head, headerIn, readHead } from './http-head.ts'
import { LIMITS, PATIENCE_MS } from './limits.ts'
import { open, patienceOf, TunnelRefused } from './open.ts'
import type { Platform } from './platform.ts'
import { createStream, type Stream } from './stream.ts'

export interface Question {
  /** Path and query. */
  readonly path: string
  readonly method?: string
  /** Beside Host, and in this order; `Connection: close` unless it is given. */
  readonly headers?: readonly Header[]
  readonly body?: Uint8Array
  /** Milliseconds from the first packet to the last byte. */
  readonly patience?: number
  /** Bytes of the body that are read. */
  readonly limit?: number
  /** What goes into Host instead of the deployment's own name. */
  readonly host?: string
}

export interface Answered extends Head {
  readonly is: 'answered'
  readonly body: Body
  /** Milliseconds to the last byte, or to the head after 101. */
  readonly ms: number
  /** Of the connection. */
  readonly address: string
  /** After 101: what carries the frames. Whoever gets it ends it. */
  readonly stream?: Stream
}

export interface Unanswered {
  readonly is: 'unanswered'
  readonly failure: WireFailure
  readonly ms: number
}

export type Outcome = Answered | Unanswered

const NO_BODY: Body = { bytes: Buffer.alloc(0), pieces: [], whole: true, cut: false }

export async function ask(endpoint: Endpoint, question: Question, platform: Platform): Promise<Outcome> {
  const { method = 'GET', patience = PATIENCE_MS, limit = LIMITS.body } = question
  const begun = platform.now()
  const since = () => platform.now() - begun
  const signal = patienceOf(platform, patience)
  let stream: Stream | undefined
  let kept = false
  try {
    const untunnelled = isUntunnelled(endpoint, question)
    const opened = await open(endpoint, { signal, untunnelled }, platform)
    stream = createStream(opened.socket)
    signal.onAbort(stream.fail)
    const path = untunnelled ? `${originOf(endpoint)}${question.path}` : question.path
    stream.write(requestBytes(endpoint, { ...question, method, path }))
    const { head, rest } = await readHead(stream)
    stream.unread(rest)
    const answer = { is: 'answered', ...head, address: opened.address } as const
    if (head.status === 101) {
      kept = true
      return { ...answer, body: NO_BODY, ms: since(), stream }
    }
    const body = await readBody(stream, head, { method, limit, since })
    return { ...answer, body, ms: since() }
  } catch (error) {
    if (error instanceof TunnelRefused) {
      return { is: 'answered', ...error.head, address: '', body: error.body, ms: since() }
    }
    return { is: 'unanswered', failure: wireFailure(error), ms: since() }
  } finally {
    signal.stop()
    if (!kept) stream?.end()
  }
}

/** RFC 9112 §3.2.2: browsers ask a forward proxy for plain pages with the whole address, and tunnel the rest. */
const isUntunnelled = (endpoint: Endpoint, { headers = [] }: Question): boolean =>
  endpoint.through !== undefined && !endpoint.secure && headerIn(headers, 'upgrade') === undefined

export function requestBytes(endpoint: Endpoint, question: Question): Buffer {
  const { path, method = 'GET', headers = [], body, host = endpoint.authority } = question
  const given = [...endpoint.headers, ...headers]
  const has = (name: string) => given.some(([each]) => each.toLowerCase() === name)
  const all: readonly Header[] = [
    ...(has('host') ? [] : ([['Host', host]] as const)),
    ...(has('user-agent') ? [] : ([['User-Agent', 'holdfast-doctor']] as const)),
    ...(has('accept') ? [] : ([['Accept', '*/*']] as const)),
    ...given,
    ...(has('connection') ? [] : ([['Connection', 'close']] as const)),
    ...(body === undefined ? [] : ([['Content-Length', String(body.length)]] as const)),
  ]
  const head = [`${method} ${path} HTTP/1.1`, ...all.map(([name, value]) => `${name}: ${clean(value)}`)]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body ?? Buffer.alloc(0)])
}

/** A line break in a value would be a header of somebody else's (RFC 9112 §11.1). */
const clean = (value: string): string => value.replace(/[\r\n]+/g, ' ')
