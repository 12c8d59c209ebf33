/**
 * One request of a visitor, with everything he would send and nothing a library adds, and what came back. The
 * name is put into Host and SNI while the connection goes to the loopback. Certificates are not checked here.
 */
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Answer } from '../../proxy-configs/probes.ts'
import { authorOf } from './author.ts'

export interface Question {
  /** Full address; the connection goes to 127.0.0.1 at its port. */
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Milliseconds without an answer after which it counts as hanging. */
  readonly patience?: number
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Milliseconds since the request began at which each piece of the body came. */
  readonly pieces: readonly number[]
  /** The body ended as it was announced. */
  readonly whole: boolean
  /** After 101: what carries the frames. */
  readonly socket?: Duplex
}

export type Outcome = Answered | 'closed' | 'hangs'

const PATIENCE_MS = 15_000

export function ask({
  url,
  method = 'GET',
  headers = {},
  body,
  patience = PATIENCE_MS,
}: Question): Promise<Outcome> {
  const target = new URL(url)
  const secure = target.protocol === 'https:'
  const begun = performance.now()
  return new Promise((resolve) => {
    const asking = (secure ? httpsRequest : httpRequest)({
      host: '127.0.0.1',
      port: target.port,
      path: target.pathname + target.search,
      method,
      headers: { Host: target.host, ...headers },
      agent: false,
      ...(secure && { servername: target.hostname, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }),
    })
    const settle = (outcome: Outcome) => {
      clearTimeout(timer)
      resolve(outcome)
      if (typeof outcome === 'string' || outcome.socket === undefined) asking.destroy()
    }
    const timer = setTimeout(() => settle('hangs'), patience)
    asking.on('error', () => settle('closed'))
    asking.on('upgrade', (response, socket) => {
      settle({ ...read(response, [], []), whole: true, socket })
    })
    asking.on('response', (response) => {
      const chunks: Buffer[] = []
      const pieces: number[] = []
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        pieces.push(performance.now() - begun)
      })
      response.on('error', () => {})
      response.on('close', () => settle({ ...read(response, chunks, pieces), whole: response.complete }))
    })
    asking.end(body)
  })
}

const read = (response: IncomingMessage, chunks: readonly Buffer[], pieces: readonly number[]) => ({
  status: response.statusCode ?? 0,
  headers: response.headers,
  body: Buffer.concat(chunks),
  pieces,
})

export const told = (outcome: Outcome): Answer =>
  typeof outcome === 'string' ? outcome : `${outcome.status} ${authorOf(outcome)}`
