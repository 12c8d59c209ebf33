import { afterEach, describe, expect, test } from 'vitest'
import { decodeAwareness } from '../../protocol/awareness.ts'
import { encodeFrame } from '../../protocol/frames.ts'
import { scanUpdate } from '../../protocol/update-scan.ts'
import { openSide, type TestSide } from './test-side.ts'

let side: TestSide
afterEach(() => side.close())

const types = (frames: readonly { type: string }[]) => frames.map(({ type }) => type)
const names = (client: { awareness: { getStates(): Map<number, unknown> } }) =>
  [...client.awareness.getStates().values()].map((state) => (state as { name?: string }).name).sort()

describe('two people over the exchange', () => {
  test('[EX1] opening answers cursor, hello, step 1, and step 2 for the step 1 in the body', async () => {
    side = await openSide()
    const stepOne = encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
    const { status, headers, frames, cursor } = await side.post('pad', '', stepOne)
    expect(status).toBe(200)
    expect(types(frames)).toEqual(['cursor', 'hello', 'sync-step-1', 'sync-step-2'])
    expect(cursor).not.toBe('')
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-accel-buffering')).toBe('no')
    const bare = await side.post('pad')
    expect(types(bare.frames)).toEqual(['cursor', 'hello', 'sync-step-1'])
  })

  test('[EX1] what came with the opening is acknowledged in its answer', async () => {
    side = await openSide()
    const step = encodeFrame({ type: 'sync-step-2', update: Uint8Array.of(0, 0) })
    const { acknowledgement } = await side.post('pad', '', step)
    expect(acknowledgement).toMatchObject({ count: 1, storageFails: false, withoutEffect: [] })
  })

  test('[EX2] two exchange clients write together and end with the same text', async () => {
    side = await openSide()
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    for (let round = 0; round < 10; round += 1) {
      a.doc.getText('t').insert(0, `a${round} `)
      b.doc.getText('t').insert(b.text().length, `b${round} `)
      const sent = await Promise.all([a.send(), b.send()])
      expect(sent.map(({ acknowledgement }) => acknowledgement?.count)).toEqual(round === 0 ? [2, 2] : [1, 1])
      await Promise.all([a.poll(), b.poll()])
    }
    expect(a.text()).toBe(b.text())
    expect(a.text().match(/[ab]\d /g)).toHaveLength(20)
  })

  test('[EX2] an exchange client and a connected peer write together', async () => {
    side = await openSide()
    const peer = await side.stage.actor('pad')
    const client = await side.client('pad')
    await client.send()
    peer.doc.getText('t').insert(0, 'peer ')
    await side.stage.settle()
    await client.poll()
    expect(client.text()).toBe('peer ')
    client.doc.getText('t').insert(5, 'client')
    await client.send()
    await side.stage.settle()
    expect(peer.text()).toBe('peer client')
    await side.stage.rooms.rename('pad', 'Named')
    await client.poll()
    expect(client.doc.getText('title').toString()).toBe('Named')
  })

  test('[EX3] updates come in the order of their sequence and without the own ones', async () => {
    side = await openSide()
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    await Promise.all([a.send(), b.send()])
    for (const text of ['one', 'two']) {
      a.doc.getText('t').insert(a.text().length, text)
      await a.send()
    }
    b.doc.getMap('m').set('mine', 1)
    await b.send()
    const { frames } = await b.poll()
    const starts = frames.flatMap((frame) => (frame.type === 'update' ? scanUpdate(frame.update).adds : []))
    expect(starts.map(({ client, start }) => [client, start])).toEqual([
      [a.doc.clientID, 0],
      [a.doc.clientID, 3],
    ])
    const own = await a.poll()
    expect(own.frames.filter(({ type }) => type === 'update')).toHaveLength(1)
  })

  test('[EX4] cursors of others travel both ways between exchange and connected peers', async () => {
    side = await openSide()
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    const peer = await side.stage.actor('pad')
    a.awareness.setLocalStateField('name', 'Ada')
    b.awareness.setLocalStateField('name', 'Bea')
    await Promise.all([a.send(), b.send()])
    await Promise.all([a.poll(), b.poll()])
    expect([names(a), names(b)]).toEqual([
      ['Ada', 'Bea'],
      ['Ada', 'Bea'],
    ])
    await side.stage.settle()
    const last = peer.received.filter((frame) => frame.type === 'awareness').at(-1)
    expect(last && decodeAwareness(last.entries).map(({ client }) => client)).toContain(b.doc.clientID)
    peer.send({ type: 'awareness', entries: Uint8Array.of(1, 9, 1, 14, ...Buffer.from('{"name":"Cyd"}')) })
    await a.poll()
    expect(names(a)).toEqual(['Ada', 'Bea', 'Cyd'])
  })

  test('[EX5] a client that falls silent vanishes for everyone after 30 s, and not before', async () => {
    side = await openSide()
    const peer = await side.stage.actor('pad')
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    a.awareness.setLocalStateField('name', 'Ada')
    await a.send()
    await b.poll()
    expect(names(b)).toContain('Ada')
    expect(side.stage.rooms.people('pad')).toBe(3)
    await side.stage.pass(20_000)
    await b.poll()
    await side.stage.pass(9_999)
    expect(side.stage.rooms.people('pad')).toBe(3)
    await b.poll()
    expect(names(b)).toContain('Ada')
    await side.stage.pass(1)
    expect(side.stage.rooms.people('pad')).toBe(2)
    await b.poll()
    expect(names(b)).not.toContain('Ada')
    const gone = peer.received.filter((frame) => frame.type === 'awareness').at(-1)
    expect(gone && decodeAwareness(gone.entries)).toMatchObject([{ client: a.doc.clientID, state: 'null' }])
  })

  test('[EX5] who was taken for gone comes back with the same cursor, and is seen again', async () => {
    side = await openSide()
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    a.awareness.setLocalStateField('name', 'Ada')
    a.doc.getText('t').insert(0, '. ')
    await a.send()
    await Promise.all([a.poll(), b.poll()])
    await side.stage.pass(40_000)
    expect(side.stage.rooms.size()).toBe(0)
    b.doc.getText('t').insert(0, 'meanwhile')
    await b.send()
    await a.poll()
    expect(a.text()).toBe('meanwhile. ')
    await a.send()
    await b.poll()
    expect(names(b)).toContain('Ada')
  })

  test('[EX6] a pad stays open while somebody is in it by exchange, and is put away afterwards', async () => {
    side = await openSide()
    const a = await side.client('pad')
    a.doc.getText('t').insert(0, 'kept')
    await a.send()
    await side.stage.pass(29_000)
    expect(side.stage.rooms.size()).toBe(1)
    await side.stage.pass(5_000)
    expect(side.stage.rooms.size()).toBe(0)
    const b = await side.client('pad')
    expect(b.text()).toBe('kept')
  })

  test('[EX16] a client that goes on elsewhere is taken over there without vanishing', async () => {
    side = await openSide()
    const a = await side.client('pad')
    a.awareness.setLocalStateField('name', 'Ada')
    await a.send()
    await side.post('pad', `cursor=${a.cursor}&leave=1`)
    const peer = await side.stage.actor('pad')
    const { clientID } = a.doc
    const clock = a.awareness.meta.get(clientID)?.clock ?? 0
    const entries = encodeEntry(clientID, clock, '{"name":"Ada"}')
    peer.send({ type: 'awareness', entries })
    await side.stage.pass(40_000)
    const again = await side.client('pad')
    expect(names(again)).toContain('Ada')
  })
})

function encodeEntry(client: number, clock: number, state: string): Uint8Array {
  const bytes: number[] = [1]
  for (let rest of [client, clock]) {
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  return Uint8Array.of(...bytes, state.length, ...Buffer.from(state))
}
