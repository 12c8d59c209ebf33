/** A handshake that is checked, and frames both ways, against the server of ws and against forged answers. */
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Endpoint } from './endpoint.ts'
import { acceptFor, shake } from './handshake.ts'
import { nodePlatform } from './node-platform.ts'
import { standIn } from './stand-in.ts'
import { openSocket } from './websocket.ts'
import { bytesMissing, decodeWsFrame, encodeWsFrame, OPCODE } from './ws-frames.ts'

test('[DO8] the accept hash is that of RFC 6455 §1.3', () => {
  expect(acceptFor('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
})

test.each([0, 125, 126, 65_535, 65_536])(
  '[DO8] a frame of %i bytes is masked and as long as it says',
  (length) => {
    const mask = Uint8Array.of(1, 2, 3, 4)
    const frame = encodeWsFrame(OPCODE.binary, new Uint8Array(length), mask)
    const unmasked = Buffer.from(frame)
    // The same bytes as a server sends them: no mask bit, no mask.
    const head = frame.length - length - 4
    unmasked[1] = (unmasked[1] as number) & 0x7f
    const bytes = Buffer.concat([unmasked.subarray(0, head), Buffer.alloc(length)])
    expect(decodeWsFrame(bytes)).toMatchObject({ size: bytes.length, frame: { final: true, opcode: 2 } })
    expect(decodeWsFrame(bytes.subarray(0, bytes.length - 1))).toBeUndefined()
    expect(bytesMissing(bytes.subarray(0, 4), bytes.subarray(4))).toBeLessThanOrEqual(0)
    if (length > 0) expect(frame.subarray(head + 4, head + 8)).toEqual(Buffer.from(mask.subarray(0, length)))
  },
)

async function withServer(
  look: (endpoint: Endpoint, server: WebSocketServer) => Promise<void>,
): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const authority = `127.0.0.1:${port}`
  try {
    await look(
      {
        name: '127.0.0.1',
        port,
        secure: false,
        authority,
        addresses: [{ address: '127.0.0.1', family: 4 }],
        headers: [],
      },
      server,
    )
  } finally {
    for (const client of server.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  }
}

test('[DO8] large messages, fragments, text, pings and a goodbye go both ways', () =>
  withServer(async (endpoint, server) => {
    server.on('connection', (client) => {
      client.on('message', (data, binary) => client.send(data, { binary }))
    })
    const { socket } = await openSocket(endpoint, { path: '/' }, nodePlatform)
    if (socket === undefined) throw new Error('it should have opened')
    const large = Buffer.alloc(3_000_000, 7)
    socket.send(large)
    socket.sendFragments(large.subarray(0, 100_001), 7)
    socket.send(Buffer.from('grüße'), true)
    socket.ping()
    expect((await socket.message(({ payload }) => payload.equals(large), 30_000))?.binary).toBe(true)
    expect(await socket.message(({ payload }) => payload.length === 100_001, 30_000)).toBeDefined()
    expect((await socket.message(({ binary }) => !binary, 30_000))?.payload.toString()).toBe('grüße')
    expect(await socket.until(() => socket.pongs() === 1, 30_000)).toBe(true)
    const [client] = server.clients
    const closed = new Promise((resolve) => client?.once('close', resolve))
    socket.end()
    expect(await closed).toBe(1000)
  }))

test('[DO8] how the server ends it is told', () =>
  withServer(async (endpoint, server) => {
    server.on('connection', (client) => client.close(4410, 'gone'))
    const { socket } = await openSocket(endpoint, { path: '/' }, nodePlatform)
    await socket?.until(() => false, 30_000)
    expect(socket?.ended?.close).toEqual({ code: 4410, reason: 'gone' })
  }))

const forged = [
  ['an accept for another key', 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=', 'another key'],
  ['no accept', 'X: y', 'is missing'],
  ['a subprotocol nobody offered', 'Sec-WebSocket-Protocol: chat', 'not offered'],
  ['an extension nobody offered', 'Sec-WebSocket-Extensions: permessage-deflate', 'not offered'],
] as const

test.each(forged)('[DO8] a 101 with %s is found out', async (_name, header, named) => {
  const server = await standIn((socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${header}\r\n\r\n`,
    )
  })
  const { flaws, outcome } = await shake(server.endpoint, { path: '/' }, nodePlatform)
  if (outcome.is === 'answered') outcome.stream?.end()
  await server.close()
  expect(flaws.join()).toContain(named)
})
