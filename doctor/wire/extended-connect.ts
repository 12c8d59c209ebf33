/**
 * WebSocket over HTTP/2 (RFC 8441): whether the server announces it, and how it answers an extended CONNECT. A
 * browser uses it wherever it is announced, also where the app behind cannot; success there is 200, never 101.
 */
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { type Endpoint, originOf } from './endpoint.ts'
import { type WireFailure, wireFailure } from './failure.ts'
import { PATIENCE_MS } from './limits.ts'
import { open, patienceOf } from './open.ts'
import type { Platform } from './platform.ts'

export type ExtendedConnect =
  /** No TLS, no h2, or SETTINGS_ENABLE_CONNECT_PROTOCOL not announced. */
  | { readonly is: 'not offered'; readonly h2: boolean }
  | { readonly is: 'answered'; readonly status: number; readonly body: Buffer; readonly server: string }
  | { readonly is: 'unanswered'; readonly failure: WireFailure }

/** An error page is shorter; what is longer says no more. */
const BODY_BYTES = 16 * 1024

export async function extendedConnect(
  endpoint: Endpoint,
  question: { readonly path: string; readonly patience?: number },
  platform: Platform,
): Promise<ExtendedConnect> {
  if (!endpoint.secure) return { is: 'not offered', h2: false }
  const signal = patienceOf(platform, question.patience ?? PATIENCE_MS)
  let session: ClientHttp2Session | undefined
  try {
    const opened = await open(endpoint, { signal, alpn: ['h2', 'http/1.1'] }, platform)
    if (opened.tls?.alpn !== 'h2') {
      opened.socket.destroy()
      return { is: 'not offered', h2: false }
    }
    session = connect(originOf(endpoint), { createConnection: () => opened.socket })
    const [settings, failed] = [settingsOf(session), brokenBy(session, signal)]
    const { enableConnectProtocol } = await Promise.race([settings, failed])
    if (enableConnectProtocol !== true) return { is: 'not offered', h2: true }
    const stream = session.request(
      {
        [constants.HTTP2_HEADER_METHOD]: 'CONNECT',
        ':protocol': 'websocket',
        [constants.HTTP2_HEADER_SCHEME]: 'https',
        [constants.HTTP2_HEADER_AUTHORITY]: endpoint.authority,
        [constants.HTTP2_HEADER_PATH]: question.path,
        'sec-websocket-version': '13',
        ...Object.fromEntries(endpoint.headers.map(([name, value]) => [name.toLowerCase(), value])),
      },
      { endStream: false },
    )
    return await Promise.race([answerOf(stream), failed])
  } catch (error) {
    return { is: 'unanswered', failure: wireFailure(error) }
  } finally {
    signal.stop()
    session?.destroy()
  }
}

const settingsOf = (session: ClientHttp2Session): Promise<{ readonly enableConnectProtocol?: boolean }> =>
  new Promise((resolve) => session.once('remoteSettings', resolve))

const brokenBy = (
  session: ClientHttp2Session,
  signal: { onAbort(call: (reason: WireFailure) => void): void },
): Promise<never> => {
  const broken = new Promise<never>((_resolve, reject) => {
    session.once('error', reject)
    session.once('close', () => reject(new Error('the session was closed')))
    signal.onAbort(reject)
  })
  // It may break after nobody waits any more.
  broken.catch(() => {})
  return broken
}

function answerOf(stream: ClientHttp2Stream): Promise<ExtendedConnect> {
  return new Promise((resolve, reject) => {
    stream.once('error', reject)
    stream.once('response', (headers) => {
      const status = Number(headers[':status'])
      const server = String(headers.server ?? '')
      const parts: Buffer[] = []
      let size = 0
      const settle = () =>
        resolve({ is: 'answered', status, body: Buffer.concat(parts).subarray(0, BODY_BYTES), server })
      if (status === 200) return settle()
      stream.on('data', (part: Buffer) => {
        parts.push(part)
        size += part.length
        if (size >= BODY_BYTES) settle()
      })
      stream.once('end', settle)
    })
  })
}
