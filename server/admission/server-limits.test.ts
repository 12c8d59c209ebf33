/** The whole server in this process: each limit counts over both transports, and says the same by each. */
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeAwareness } from '../../protocol/awareness.ts'
import { decodeFrames, encodeFrame } from '../../protocol/frames.ts'
import {
  as,
  BINARY,
  closing,
  codeOf,
  cursorIn,
  type Headers,
  JSON_BODY,
  start,
  stopAll,
} from './test-server.ts'

afterEach(stopAll)

/** Text that nobody wrote before, as one update. */
const edit = (): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'x')
  return encodeFrame({ type: 'update', update: Y.encodeStateAsUpdate(doc) })
}
const ping = encodeFrame({ type: 'ping', id: 1 })

describe('how much', () => {
  test('[AD7, AD9] connections of one address are counted over both transports, whatever it claims to be', async () => {
    const { ask, socketTo, refused } = await start({ HOLDFAST_LIMIT_CONNECTIONS_PER_ADDRESS: '2' })
    const spoof = (n: number) => as(`203.0.113.${n}, 198.51.100.7`)
    const first = await socketTo('/collab/a', spoof(1))
    expect((await ask('POST', '/collab/b/exchange', spoof(2))).status).toBe(200)
    const third = await refused('/collab/c', spoof(3))
    expect([third.status, codeOf(third), third.headers['retry-after']]).toEqual([429, 'address-full', '5'])
    const fourth = await ask('POST', '/collab/d/exchange', spoof(4))
    expect([fourth.status, codeOf(fourth), fourth.headers['retry-after']]).toEqual([429, 'address-full', '5'])
    await socketTo('/collab/a', as('198.51.100.8'))
    first.close()
    await closing(first)
    await socketTo('/collab/a', spoof(5))
  })

  test('[AD9, AD14] a full pad and a full server are 503 with Retry-After by both ways', async () => {
    const { ask, socketTo, refused } = await start({
      HOLDFAST_LIMIT_CONNECTIONS_PER_PAD: '1',
      HOLDFAST_LIMIT_CONNECTIONS: '2',
    })
    await socketTo('/collab/a')
    const both = async (pad: string) =>
      [await refused(`/collab/${pad}`), await ask('POST', `/collab/${pad}/exchange`)].map((answer) => [
        answer.status,
        codeOf(answer),
        answer.headers['retry-after'],
      ])
    expect(await both('a')).toEqual(Array(2).fill([503, 'pad-full', '5']))
    expect((await ask('POST', '/collab/b/exchange')).status).toBe(200)
    expect(await both('c')).toEqual(Array(2).fill([503, 'server-full', '5']))
    expect((await ask('GET', '/p/a')).status).toBe(200)
  })

  test('[AD9] a handshake that is none takes no place', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_CONNECTIONS: '1' })
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    expect((await ask('GET', '/collab/a', headers)).status).toBe(400)
    await socketTo('/collab/a')
  })

  test('[AD10] openings of one address are counted over both transports, going on is none', async () => {
    const { ask, socketTo, refused } = await start({ HOLDFAST_LIMIT_JOINS_PER_ADDRESS: '2' })
    const ada = as('198.51.100.7')
    await socketTo('/collab/a', ada)
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange', ada))
    expect(codeOf(await refused('/collab/a', ada))).toBe('too-many-joins')
    const again = await ask('POST', '/collab/a/exchange', ada)
    expect([again.status, codeOf(again)]).toEqual([429, 'too-many-joins'])
    expect((await ask('POST', `/collab/a/exchange?cursor=${cursor}`, ada)).status).toBe(200)
    await socketTo('/collab/a', as('198.51.100.8'))
  })

  test('[AD11, AD14] frames over the limit close a WebSocket with 1013 and are 429 by exchange', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_FRAMES_PER_PEER: '1' })
    const socket = await socketTo('/collab/a?holdfast=1')
    const other = await socketTo('/collab/a?holdfast=1')
    let pongs = 0
    socket.on('message', (data: Buffer) => {
      if (decodeFrames(data)[0]?.type === 'pong') pongs += 1
    })
    for (let sent = 0; sent < 11; sent += 1) socket.send(ping)
    const { code, reason } = await closing(socket)
    expect([code, pongs]).toEqual([1013, 10])
    expect(reason).toMatch(/^retry-after=\d+; too-many-frames$/)
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = (frames: number) =>
      ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, Buffer.concat(Array(frames).fill(ping)))
    expect((await send(10)).status).toBe(200)
    const over = await send(1)
    expect([over.status, codeOf(over), over.headers['retry-after']]).toEqual([429, 'too-many-frames', '1'])
    other.send(ping)
    await once(other, 'message')
  })

  test('[AD11] awareness that tells nothing new is no frame', async () => {
    const { socketTo } = await start({ HOLDFAST_LIMIT_FRAMES_PER_PEER: '1' })
    const socket = await socketTo('/collab/a?holdfast=1')
    const entries = encodeAwareness([{ client: 5, clock: 1, state: '{"user":{}}' }])
    for (let sent = 0; sent < 100; sent += 1) socket.send(encodeFrame({ type: 'awareness', entries }))
    const pong = new Promise((resolve) => {
      socket.on('message', (data: Buffer) => decodeFrames(data)[0]?.type === 'pong' && resolve('pong'))
      socket.on('close', () => resolve('closed'))
    })
    socket.send(ping)
    expect(await pong).toBe('pong')
    for (let clock = 2; clock < 20; clock += 1) {
      const news = encodeAwareness([{ client: 5, clock, state: '{"user":{}}' }])
      socket.send(encodeFrame({ type: 'awareness', entries: news }))
    }
    expect((await closing(socket)).code).toBe(1013)
  })

  test('[AD11] bytes over the limit close a WebSocket with 1013 and are 429 by exchange', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_BYTES_PER_PEER: '1024' })
    const large = encodeFrame({ type: 'awareness', entries: new Uint8Array(30_000) })
    const socket = await socketTo('/collab/a')
    const unknown = Uint8Array.of(99, ...large)
    socket.send(unknown)
    socket.send(unknown)
    expect(await closing(socket)).toMatchObject({
      code: 1013,
      reason: expect.stringContaining('too-many-bytes'),
    })
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = () => ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, unknown)
    expect((await send()).status).toBe(200)
    expect(codeOf(await send())).toBe('too-many-bytes')
  })

  test('[AD12] a frame over the limit ends a WebSocket with 1009 and is 413 by exchange', async () => {
    const limit = 64 * 1024
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_FRAME: String(limit) })
    // Type, step, and three bytes of length come before the update.
    const frame = (size: number) =>
      encodeFrame({ type: 'update', update: Uint8Array.of(0, 0, ...new Uint8Array(size - 7)) })
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = (size: number) => ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, frame(size))
    const tooLarge = await send(limit + 1)
    expect([tooLarge.status, codeOf(tooLarge)]).toEqual([413, 'frame-too-large'])
    // What follows an empty update is refused for what it is, not for its size.
    expect(codeOf(await send(limit))).toBe('bad-frame')
    const over = await socketTo('/collab/a')
    over.send(frame(limit + 1))
    expect((await closing(over)).code).toBe(1009)
    const under = await socketTo('/collab/a')
    under.send(frame(limit))
    expect((await closing(under)).code).toBe(4400)
  })

  test('[AD13] pads of one address are counted by API and first edit, by both ways; those that are there go on', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_PADS_PER_ADDRESS: '2' })
    const ada = as('198.51.100.7')
    const make = (headers: Headers) => ask('POST', '/api/pads', { ...JSON_BODY, ...headers }, '{}')
    expect((await make(ada)).status).toBe(201)
    const first = await socketTo('/collab/a?holdfast=1', ada)
    first.send(edit())
    const saved = new Promise((resolve) =>
      first.on(
        'message',
        (data: Buffer) => decodeFrames(data)[0]?.type === 'acknowledgement' && resolve(true),
      ),
    )
    expect(await saved).toBe(true)
    const api = await make(ada)
    expect([api.status, codeOf(api)]).toEqual([429, 'too-many-pads'])
    const second = await socketTo('/collab/b', ada)
    second.send(edit())
    expect(await closing(second)).toMatchObject({
      code: 1013,
      reason: expect.stringContaining('too-many-pads'),
    })
    const cursor = cursorIn(await ask('POST', '/collab/c/exchange', ada))
    const third = await ask('POST', `/collab/c/exchange?cursor=${cursor}`, { ...BINARY, ...ada }, edit())
    expect([third.status, codeOf(third)]).toEqual([429, 'too-many-pads'])
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(60)
    for (const pad of ['b', 'c']) expect((await ask('GET', `/api/pads/${pad}`)).status).toBe(404)
    const known = cursorIn(await ask('POST', '/collab/a/exchange', ada))
    expect(
      (await ask('POST', `/collab/a/exchange?cursor=${known}`, { ...BINARY, ...ada }, edit())).status,
    ).toBe(200)
    expect((await make(as('198.51.100.8'))).status).toBe(201)
  })
})
