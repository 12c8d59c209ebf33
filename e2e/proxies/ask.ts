/**
 * One request of a visitor, with everything he would send and nothing a library adds, and what came back. The
 * name is put into Host and SNI while the connection goes to the loopback. Certificates are not checked here.
 */
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import type { Answer } from '../../proxy-configs/probes.ts'
import { authorOf } from './author.ts'
import { afterPatience } from './patience.ts'
import { isSecure, openTunnel } from './tunnel.ts'

export interface Question {
  /** Full address; the connection goes to 127.0.0.1 at its port. */
  readonly url: string
  /** Port of a forward proxy on the loopback to go through, as browsers do. */
  readonly through?: number | undefined
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

export const PATIENCE_MS = 12_000

export async function ask(question: Question): Promise<Outcome> {
  const { url, headers = {}, patience = PATIENCE_MS } = question
  const target = new URL(url)
  const secure = isSecure(target)
  const port = question.through ?? target.port
  const { method = 'GET' } = question
  const usual = { host: '127.0.0.1', method, headers: { Host: target.host, ...headers } }
  const path = target.pathname + target.search
  const tls = { servername: target.hostname, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }
  if (question.through === undefined || (!secure && !('Upgrade' in headers))) {
    // RFC 9112 §3.2.2: a forward proxy is asked with the whole address.
    const form = {
      ...usual,
      agent: false as const,
      port,
      path: question.through === undefined ? path : target.href,
    }
    return exchange(secure ? httpsRequest({ ...form, ...tls }) : httpRequest(form), question, patience)
  }
  const tunnel = await within(openTunnel(question.through, target, ['http/1.1']), patience)
  if (tunnel === undefined) return 'hangs'
  if ('refusal' in tunnel) return { ...tunnel.refusal, pieces: [], whole: true }
  if ('failed' in tunnel) return 'closed'
  return exchange(httpRequest({ ...usual, path, createConnection: () => tunnel.socket }), question, patience)
}

const within = <T>(work: Promise<T>, patience: number): Promise<T | undefined> =>
  new Promise((resolve) => {
    const stop = afterPatience(patience, () => resolve(undefined))
    void work.then((result) => {
      stop()
      resolve(result)
    })
  })

function exchange(asking: ClientRequest, { body }: Question, patience: number) {
  const begun = performance.now()
  return new Promise<Outcome>((resolve) => {
    const settle = (outcome: Outcome) => {
      stop()
      resolve(outcome)
      if (typeof outcome === 'string' || outcome.socket === undefined) asking.destroy()
    }
    const stop = afterPatience(patience, () => settle('hangs'))
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
  body: unpacked(Buffer.concat(chunks), response.headers['content-encoding']),
  pieces,
})

/** What was cut short stays as it is. */
function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== 'gzip') return body
  try {
    return gunzipSync(body)
  } catch {
    return body
  }
}

export const told = (outcome: Outcome): Answer =>
  typeof outcome === 'string' ? outcome : `${outcome.status} ${authorOf(outcome)}`
