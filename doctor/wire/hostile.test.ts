/** Servers that mean harm, or are broken enough: each ends within its bounds and with a clear word. */
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { ask } from './ask.ts'
import { acceptFor } from './handshake.ts'
import { LIMITS } from './limits.ts'
import { nodePlatform } from './node-platform.ts'
import { drip, type StandIn, standIn } from './stand-in.ts'
import { openSocket } from './websocket.ts'

async function meet<T>(server: StandIn, look: (server: StandIn) => Promise<T>): Promise<T> {
  try {
    return await look(server)
  } finally {
    await server.close()
  }
}

const code = async (serve: Parameters<typeof standIn>[0], patience = 20_000) =>
  meet(await standIn(serve), async ({ endpoint }) => {
    const outcome = await ask(endpoint, { path: '/', patience }, nodePlatform)
    return outcome.is === 'unanswered' ? outcome.failure.code : outcome
  })

test('[DO6] headers without end are given up after their bound', async () => {
  let sent = 0
  const line = `X-Filling: ${'x'.repeat(1000)}\r\n`
  const result = await code((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    drip(socket, 0, () => {
      sent += line.length * 20
      return line.repeat(20)
    })
  })
  expect(result).toBe('head-too-large')
  expect(sent).toBeLessThan(LIMITS.head * 200)
})

test('[DO6] too many small headers are given up, too', async () => {
  const many = Array.from({ length: LIMITS.headers + 1 }, (_each, index) => `X-${index}: 1`).join('\r\n')
  expect(await code((socket) => socket.end(`HTTP/1.1 200 OK\r\n${many}\r\n\r\n`))).toBe('head-too-large')
})

test('[DO6] an answer that drips is not waited for longer than the patience', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n'
  const dripping = (socket: Socket) => {
    socket.write(head)
    drip(socket, 20, () => 'x')
  }
  expect(await code(dripping, 500)).toBe('timed-out')
  expect(await code((socket) => drip(socket, 20, () => 'H'), 500)).toBe('not-http')
  expect(await code(() => {}, 300)).toBe('timed-out')
})

test('[DO6] interim answers without end are given up', async () => {
  const result = await code((socket) => drip(socket, 0, () => 'HTTP/1.1 100 Continue\r\n\r\n'))
  expect(result).toBe('not-http')
})

test('[DO6] a body without end is cut at its bound', async () => {
  const result = await meet(
    await standIn((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      drip(socket, 0, () => Buffer.alloc(64 * 1024, 120))
    }),
    ({ endpoint }) => ask(endpoint, { path: '/', limit: 200_000, patience: 20_000 }, nodePlatform),
  )
  expect(result).toMatchObject({ is: 'answered', body: { cut: true } })
  expect(result.is === 'answered' && result.body.bytes.length).toBe(200_000)
})

/** Answers the handshake and then says these bytes. */
const opening = (bytes: readonly Buffer[], accept?: string) => (socket: Socket, first: Buffer) => {
  const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(first.toString())?.[1] ?? ''
  const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept ?? acceptFor(key)}\r\n\r\n`
  socket.write(Buffer.concat([Buffer.from(head), ...bytes]))
}

const frames = [
  ['a masked frame', [0x82, 0x81, 1, 2, 3, 4, 5], '§5.1'],
  ['a reserved bit', [0xc2, 0x01, 5], '§5.2'],
  ['an unknown opcode', [0x83, 0x01, 5], '§5.2'],
  ['a long control frame', [0x89, 0x7e, 0x00, 0x7e], '§5.5'],
  ['a fragmented ping', [0x09, 0x00], '§5.5'],
  ['a continuation of nothing', [0x80, 0x00], '§5.4'],
  ['a message inside of another', [0x01, 0x01, 65, 0x81, 0x01, 65], '§5.4'],
  ['text that is none', [0x81, 0x02, 0xc3, 0x28], '§8.1'],
  ['half a close code', [0x88, 0x01, 3], '§5.5.1'],
  ['a close code nobody sends', [0x88, 0x02, 0x03, 0xee], '§7.4'],
  ['a frame of 2^62 bytes', [0x82, 0x7f, 0x40, 0, 0, 0, 0, 0, 0, 0], 'announces'],
] as const

test.each(frames)('[DO6, DO8] %s ends the socket, and the rule is named', async (_name, bytes, named) => {
  const server = await standIn(opening([Buffer.from(bytes)]))
  await meet(server, async ({ endpoint }) => {
    const { socket } = await openSocket(endpoint, { path: '/' }, nodePlatform)
    if (socket === undefined) throw new Error('it should have opened')
    await socket.until(() => false, 20_000)
    expect(socket.ended?.failure?.message).toContain(named)
  })
})

test('[DO6] messages without end are given up', async () => {
  const server = await standIn((socket, first) => {
    opening([])(socket, first)
    drip(socket, 0, () => Buffer.concat(Array.from({ length: 2000 }, () => Buffer.from([0x82, 0x01, 7]))))
  })
  await meet(server, async ({ endpoint }) => {
    const { socket } = await openSocket(endpoint, { path: '/' }, nodePlatform)
    await socket?.until(() => false, 20_000)
    expect(socket?.ended?.failure?.code).toBe('message-too-large')
  })
})
