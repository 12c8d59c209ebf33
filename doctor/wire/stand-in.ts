/** Servers of the tests that say exactly these bytes, and an endpoint that leads to them. */

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import type { Endpoint } from './endpoint.ts'

export interface StandIn {
  readonly endpoint: Endpoint
  readonly url: string
  close(): Promise<void>
}

/** `serve` gets each connection together with the first bytes that came over it. */
export async function standIn(serve: (socket: Socket, first: Buffer) => void): Promise<StandIn> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    socket.once('data', (first) => serve(socket, first))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    endpoint: {
      name: '127.0.0.1',
      port,
      secure: false,
      authority: `127.0.0.1:${port}`,
      addresses: [{ address: '127.0.0.1', family: 4 }],
      headers: [],
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Writes again and again until the other side is gone. */
export function drip(socket: Socket, everyMs: number, bytes: () => string | Buffer): void {
  const timer = setInterval(() => socket.write(bytes()), everyMs)
  socket.once('close', () => clearInterval(timer))
}
