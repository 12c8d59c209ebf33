/**
 * An HTTP hop in this process that does to requests what real proxies do: passes an upgrade on, strips it, or
 * answers it with a status; cuts held requests with 504; refuses large bodies with 413. Switched while running,
 * which real proxies need a reload for.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

export interface HopRules {
  /** `pass`, `strip` (the request goes on as an ordinary GET), or the status to answer with. */
  readonly upgrade: 'pass' | 'strip' | number
  /** Milliseconds after which a request without an answer is answered 504. */
  readonly answerWithin: number
  /** Bytes of a body past which it is answered 413. */
  readonly maxBody: number
}

/** One request that came; times in milliseconds since 1970. */
export interface Passed {
  /** Path and query. */
  readonly path: string
  /** It asked for a WebSocket; it ends with the socket. */
  readonly upgrade: boolean
  readonly began: number
  /** When it was answered or given up; undefined while it is held. */
  ended: number | undefined
}

export interface Hop {
  readonly port: number
  readonly url: string
  /** Every request so far, oldest first. */
  passed(): readonly Passed[]
  rules(change: Partial<HopRules>): void
  /** Cuts every WebSocket that passed. */
  cutWebSockets(): void
  close(): Promise<void>
}

export async function startHop(upstreamPort: number, first: Partial<HopRules> = {}): Promise<Hop> {
  let rules: HopRules = {
    upgrade: 'pass',
    answerWithin: Number.POSITIVE_INFINITY,
    maxBody: Number.POSITIVE_INFINITY,
    ...first,
  }
  const tunnels = new Set<Duplex>()
  const sockets = new Set<Socket>()
  const passed: Passed[] = []

  const server = createServer((incoming, outgoing) => pipe(incoming, outgoing, incoming.headers))
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {})
    const noted = note(incoming, true)
    socket.on('close', () => {
      noted.ended = Date.now()
    })
    if (rules.upgrade === 'pass') tunnel(incoming, socket, head)
    else if (rules.upgrade === 'strip') stripped(incoming, socket)
    else socket.end(`HTTP/1.1 ${rules.upgrade} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  })

  function note(incoming: IncomingMessage, upgrade: boolean): Passed {
    const noted: Passed = { path: incoming.url ?? '', upgrade, began: Date.now(), ended: undefined }
    passed.push(noted)
    return noted
  }

  function pipe(incoming: IncomingMessage, outgoing: ServerResponse, headers: IncomingMessage['headers']) {
    const { maxBody, answerWithin } = rules
    const noted = note(incoming, false)
    const refuse = (status: number) => {
      if (!outgoing.headersSent) outgoing.writeHead(status, { 'Content-Type': 'text/html' })
      outgoing.end(`<h1>${status}</h1>`)
    }
    if (Number(incoming.headers['content-length'] ?? 0) > maxBody) {
      incoming.resume()
      refuse(413)
      return
    }
    const onward = request({
      host: '127.0.0.1',
      port: upstreamPort,
      method: incoming.method,
      path: incoming.url,
      headers,
    })
    const timer = Number.isFinite(answerWithin)
      ? setTimeout(() => {
          onward.destroy()
          refuse(504)
        }, answerWithin)
      : undefined
    onward.on('response', (answer) => {
      clearTimeout(timer)
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => {
      clearTimeout(timer)
      refuse(502)
    })
    outgoing.on('close', () => {
      noted.ended = Date.now()
      clearTimeout(timer)
      onward.destroy()
    })
    incoming.pipe(onward)
  }

  function tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onward = connect(upstreamPort, '127.0.0.1')
    onward.on('error', () => socket.destroy())
    onward.on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
    tunnels.add(socket)
    socket.on('close', () => tunnels.delete(socket))
    onward.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${rawHeaders(incoming)}\r\n\r\n`)
    onward.write(head)
    socket.pipe(onward).pipe(socket)
  }

  /** What nginx does when nobody told it otherwise: Upgrade and Connection are gone, the rest goes on. */
  function stripped(incoming: IncomingMessage, socket: Duplex): void {
    const { upgrade: _upgrade, connection: _connection, ...headers } = incoming.headers
    const onward = request({ host: '127.0.0.1', port: upstreamPort, path: incoming.url, headers })
    onward.on('error', () => socket.destroy())
    onward.on('response', (answer) => {
      socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`)
      answer.pipe(socket)
    })
    onward.end()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    passed: () => passed,
    rules: (change) => {
      rules = { ...rules, ...change }
    },
    cutWebSockets: () => {
      for (const socket of [...tunnels]) socket.destroy()
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      for (const socket of tunnels) socket.destroy()
      await closed
    },
  }
}

function rawHeaders({ rawHeaders: raw }: IncomingMessage): string {
  const lines: string[] = []
  for (let at = 0; at < raw.length; at += 2) lines.push(`${raw[at]}: ${raw[at + 1]}`)
  return lines.join('\r\n')
}
