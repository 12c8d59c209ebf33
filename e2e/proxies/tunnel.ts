/**
 * The way through a forward proxy: CONNECT (RFC 9110 §9.3.6), which browsers use for HTTPS and for every
 * WebSocket, ws:// included, and TLS inside of it where the address wants it.
 */
import { type IncomingHttpHeaders, request } from 'node:http'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

export interface Refusal {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export type Tunnel =
  | { readonly socket: Socket }
  | { readonly refusal: Refusal }
  /** The forward proxy hung up, or TLS did not come about. */
  | { readonly failed: true }

export const isSecure = (target: URL): boolean => target.protocol === 'https:' || target.protocol === 'wss:'

export const authority = (target: URL): string =>
  target.port === '' ? `${target.hostname}:${isSecure(target) ? 443 : 80}` : target.host

/** `through`: the forward proxy's port on the loopback. */
export async function openTunnel(through: number, target: URL, alpn: readonly string[]): Promise<Tunnel> {
  const opened = await connect(through, authority(target))
  if (!('socket' in opened) || !isSecure(target)) return opened
  const { socket } = opened
  return new Promise((resolve) => {
    const secured = connectTls({
      socket,
      servername: target.hostname,
      rejectUnauthorized: false,
      ALPNProtocols: [...alpn],
    })
    secured.once('secureConnect', () => resolve({ socket: secured }))
    secured.once('error', () => resolve({ failed: true }))
  })
}

const connect = (port: number, path: string): Promise<Tunnel> =>
  new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, method: 'CONNECT', path, agent: false })
    asking.on('error', () => resolve({ failed: true }))
    asking.on('connect', (response, socket, head) => {
      socket.on('error', () => {})
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head)
        resolve({ socket })
        return
      }
      // To Node whatever follows an answer to CONNECT is the tunnel's, also the page of a refusal.
      const pieces: Buffer[] = [head]
      const length = Number(response.headers['content-length'] ?? 0)
      const settle = () => {
        socket.destroy()
        resolve({
          refusal: {
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(pieces),
          },
        })
      }
      const isWhole = () => pieces.reduce((sum, piece) => sum + piece.length, 0) >= length
      if (isWhole()) return settle()
      socket.on('data', (piece: Buffer) => {
        pieces.push(piece)
        if (isWhole()) settle()
      })
      socket.on('close', settle)
    })
    asking.end()
  })
