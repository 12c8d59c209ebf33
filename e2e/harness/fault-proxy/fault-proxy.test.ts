import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { blackhole } from './blackhole.ts'
import { cutAfter } from './cut-after.ts'
import { delay } from './delay.ts'
import { dropAfter } from './drop-after.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { slice } from './slice.ts'
import { stall } from './stall.ts'

let echo: Server
let proxy: FaultProxy
const clients: Socket[] = []

beforeEach(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  proxy = await startFaultProxy((echo.address() as AddressInfo).port)
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await proxy.close()
  await new Promise((resolve) => echo.close(resolve))
})

async function open() {
  const socket = connect(proxy.port, '127.0.0.1')
  clients.push(socket)
  let heard = ''
  let pieces = 0
  const endings: string[] = []
  socket.on('data', (bytes) => {
    heard += bytes.toString()
    pieces += 1
  })
  socket.on('error', (failure: NodeJS.ErrnoException) => endings.push(failure.code ?? ''))
  socket.on('end', () => endings.push('end'))
  socket.on('close', () => endings.push('close'))
  await new Promise((resolve) => socket.once('connect', resolve))
  return {
    socket,
    say: (text: string) => socket.write(text),
    heard: () => heard,
    pieces: () => pieces,
    endings,
    hears: (text: string) => eventually(`"${text}" instead of "${heard}"`, () => heard === text, 3_000),
  }
}

test('[E320] undisturbed it passes everything, also what comes after the client has finished', async () => {
  const line = await open()
  line.say('one')
  line.socket.end('two')
  await line.hears('onetwo')
  await eventually('the end', () => line.endings.includes('end'))
})

test('[E320] a stall holds back in order, and heals', async () => {
  const line = await open()
  line.say('a')
  await line.hears('a')
  proxy.disturb({ up: stall })
  for (const piece of ['b', 'c', 'd']) line.say(piece)
  const other = await open()
  other.say('x')
  expect([line.heard(), other.heard()]).toEqual(['a', ''])
  proxy.heal()
  await line.hears('abcd')
  await other.hears('x')
})

test('[E320] a black hole swallows what exists and says nothing; new connections may pass', async () => {
  const line = await open()
  line.say('a')
  await line.hears('a')
  proxy.disturbExisting({ up: blackhole, down: blackhole })
  line.say('b')
  const other = await open()
  other.say('x')
  await other.hears('x')
  expect([line.heard(), line.endings]).toEqual(['a', []])
})

test('[E320] a reset is a reset at both ends', async () => {
  const line = await open()
  line.say('a')
  await line.hears('a')
  proxy.reset()
  await eventually('the close', () => line.endings.includes('close'))
  expect(line.endings).toContain('ECONNRESET')
  await eventually('nothing left', () => proxy.connections() === 0)
})

test('[E320] a cut lets so many bytes through and resets, a drop so many and falls silent', async () => {
  proxy.disturb({ up: cutAfter(3) })
  const cut = await open()
  cut.say('abcdef')
  await eventually('the close', () => cut.endings.includes('close'))
  expect('abc'.startsWith(cut.heard())).toBe(true)
  proxy.disturb({ up: dropAfter(3) })
  const dropped = await open()
  dropped.say('abcdef')
  dropped.say('ghi')
  await dropped.hears('abc')
  expect(dropped.endings).toEqual([])
})

test('[E320] a delay keeps the order, and what it holds comes out when it ends', async () => {
  proxy.disturb({ up: delay(30, 30) })
  const line = await open()
  const began = Date.now()
  for (const piece of ['a', 'b', 'c']) line.say(piece)
  await line.hears('abc')
  expect(Date.now() - began).toBeGreaterThanOrEqual(29)
  proxy.disturb({ up: delay(60_000) })
  line.say('d')
  const later = await open()
  later.say('x')
  await eventually('both held', () => proxy.connections() === 2)
  proxy.heal()
  await line.hears('abcd')
  await later.hears('x')
})

test('[E320] slices arrive whole', async () => {
  proxy.disturb({ down: slice(3) })
  const line = await open()
  const text = 'x'.repeat(2_000)
  line.say(text)
  await line.hears(text)
})
