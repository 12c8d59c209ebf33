/** The whole doctor in front of servers that mean harm: it ends, and says something that is true. */
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { diagnose } from './diagnose.ts'
import { drip, standIn } from './wire/stand-in.ts'

const head = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`

const switching = (accept: string): string =>
  head([
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
  ])

const SERVERS: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
  [
    'answers 101 to everything, for another key',
    (socket) => void socket.write(switching('bm90IHlvdXJz')),
    /./,
  ],
  [
    'has headers without end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      drip(socket, 0, () => `X: ${'x'.repeat(4000)}\r\n`)
    },
    /./,
  ],
  [
    'redirects to itself',
    (socket) => {
      socket.end(head(['HTTP/1.1 302 Found', `Location: /${'x'.repeat(8000)}`, 'Content-Length: 0']))
    },
    /302/,
  ],
  ['sends noise', (socket) => void socket.end(Buffer.alloc(2000, 0xfe)), /closed|no app/i],
  ['drips', (socket) => drip(socket, 50, () => 'H'), /./],
  ['says nothing', () => {}, /no answer|hangs/i],
  [
    'has a body without end',
    (socket) => {
      socket.write(head(['HTTP/1.1 200 OK', 'Content-Type: text/html']))
      drip(socket, 1, () => Buffer.alloc(64 * 1024, 0x78))
    },
    /./,
  ],
]

test.each(SERVERS)('[DO6] a server that %s', async (_name, serve, says) => {
  const server = await standIn(serve)
  try {
    const diagnosis = await diagnose(server.url, { patience: 1, twoUser: true })
    expect(diagnosis.verdict).toBe('fault')
    expect(diagnosis.exit).toBe(1)
    const told = diagnosis.checks.map(({ summary }) => summary).join('\n')
    expect(`${diagnosis.headline}\n${told}`).toMatch(says)
    expect(diagnosis.checks.filter(({ summary }) => summary.includes('broke'))).toEqual([])
  } finally {
    await server.close()
  }
})

test('[DO8] a forged 101 is named', async () => {
  const server = await standIn((socket) => void socket.write(switching('bm90IHlvdXJz')))
  try {
    const { checks } = await diagnose(server.url, { patience: 1, dialect: 'generic' })
    expect(checks.find(({ id }) => id === 'D09')).toMatchObject({ status: 'fail' })
  } finally {
    await server.close()
  }
})
