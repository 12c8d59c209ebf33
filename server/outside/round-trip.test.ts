import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { encodeFrame } from '../../protocol/frames.ts'
import { systemClock } from '../clock.ts'
import { type RoundTrip, roundTrip } from './round-trip.ts'

let server: Server | undefined
let sockets: WebSocketServer | undefined
afterEach(async () => {
  for (const client of sockets?.clients ?? []) client.terminate()
  server?.closeAllConnections()
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)))
  server = undefined
})

async function listening(
  onRequest: RequestListener,
  onSocket?: (socket: WebSocket) => void,
): Promise<string> {
  server = createServer(onRequest)
  if (onSocket !== undefined) {
    sockets = new WebSocketServer({ server })
    sockets.on('connection', onSocket)
  }
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/collab/x`
}

const ask = (url: string, patience = 5_000): Promise<RoundTrip> =>
  roundTrip({ url, origin: 'http://127.0.0.1', patience }, systemClock)

const nothing: RequestListener = () => {}

describe('one round trip', () => {
  test('[WI8] is told with its times when the question is answered', async () => {
    const url = await listening(nothing, (socket) => {
      socket.send(encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }))
      socket.on('message', () =>
        socket.send(encodeFrame({ type: 'sync-step-2', update: Uint8Array.of(0, 0) })),
      )
    })
    expect(await ask(url)).toEqual({
      is: 'answered',
      handshakeMs: expect.any(Number),
      roundTripMs: expect.any(Number),
    })
  })

  test('[WI8] a refusal is told with its status, who signed it, and our own code', async () => {
    const url = await listening((_request, response) => {
      response.writeHead(426, { Server: 'nginx/1.22.1' }).end('{"code":"upgrade-removed"}')
    })
    expect(await ask(url)).toEqual({
      is: 'refused',
      status: 426,
      server: 'nginx/1.22.1',
      code: 'upgrade-removed',
    })
  })

  test('[WI8] a redirect is not followed, and a body without end is not read', async () => {
    let asked = 0
    const url = await listening((_request, response) => {
      asked += 1
      response.writeHead(302, { Location: '/elsewhere' })
      const pour = () => {
        while (response.write('x'.repeat(16_384)));
      }
      response.on('drain', pour)
      pour()
    })
    expect(await ask(url)).toMatchObject({ is: 'refused', status: 302, code: undefined })
    expect(asked).toBe(1)
  })

  test('[WI8] whoever never answers is left after the patience, before 101 and behind it', async () => {
    expect(await ask(await listening(nothing), 60)).toEqual({ is: 'silent', opened: false })
    server?.closeAllConnections()
    server?.close()
    expect(await ask(await listening(nothing, () => {}), 200)).toEqual({ is: 'silent', opened: true })
  })

  test('[WI8] an end behind 101 is told with its code, garbage is no answer', async () => {
    const url = await listening(nothing, (socket) => {
      socket.send('text')
      socket.send(Uint8Array.of(0, 1, 99))
      socket.close(1001)
    })
    expect(await ask(url)).toEqual({ is: 'closed', code: 1001 })
  })

  test('[WI8] a door that is closed is told in the words of Node', async () => {
    const url = await listening(nothing)
    await new Promise((resolve) => server?.close(resolve))
    server = undefined
    expect(await ask(url)).toEqual({ is: 'not-connected', reason: expect.stringContaining('ECONNREFUSED') })
  })
})
