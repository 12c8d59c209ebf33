import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeFrame } from '../../protocol/frames.ts'
import { openSide, type TestSide } from './test-side.ts'

let side: TestSide
afterEach(() => side.close())

const update = (bytes: Uint8Array) => encodeFrame({ type: 'update', update: bytes })

/** The updates of a fresh document that inserts these texts one behind the other. */
function updatesOf(...texts: string[]): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (one: Uint8Array) => updates.push(one))
  for (const text of texts) doc.getText('t').insert(doc.getText('t').length, text)
  return updates.map(update)
}

describe('what is sent', () => {
  test('[EX17] is answered only after it is durable', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    side.stage.refuseWrites(true)
    const [body] = updatesOf('x')
    const sent = side.post('pad', `cursor=${cursor}`, body)
    await side.underWay(1)
    await side.stage.pass(150)
    expect(side.exchange.underWay()).toBe(1)
    expect(side.stage.storage.pad('pad')).toBeUndefined()
    side.stage.refuseWrites(false)
    await side.stage.pass(1_000)
    const { acknowledgement } = await sent
    expect(acknowledgement).toMatchObject({ count: 1, storageFails: false })
    expect((await side.stage.storage.load('pad')).updates).toHaveLength(1)
  })

  test('[EX17] is answered after 5 s with what is true then, when the disk refuses for longer', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    const [first, second] = updatesOf('x', 'y')
    await side.post('pad', `cursor=${cursor}`, first)
    side.stage.refuseWrites(true)
    const sent = side.post('pad', `cursor=${cursor}`, second)
    await side.underWay(1)
    await side.stage.pass(4_999)
    expect(side.exchange.underWay()).toBe(1)
    await side.stage.pass(1)
    expect((await sent).acknowledgement).toMatchObject({ count: 0, storageFails: true })
  })

  test('[EX17] is shown to others who ask only when it is durable', async () => {
    side = await openSide()
    const reader = await side.client('pad')
    const { cursor } = await side.post('pad')
    const [first, second] = updatesOf('x', 'y')
    await side.post('pad', `cursor=${cursor}`, first)
    await reader.poll()
    side.stage.refuseWrites(true)
    const sent = side.post('pad', `cursor=${cursor}`, second)
    await side.underWay(1)
    await reader.poll()
    expect(reader.text()).toBe('x')
    side.stage.refuseWrites(false)
    await side.stage.pass(10_000)
    await sent
    await reader.poll()
    expect(reader.text()).toBe('xy')
  })

  test('[EX18] is counted by body: updates and step 2, and nothing else', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    const query = `cursor=${cursor}`
    const ping = encodeFrame({ type: 'ping', id: 5 })
    const stepTwo = encodeFrame({ type: 'sync-step-2', update: Uint8Array.of(0, 0) })
    const first = await side.post('pad', query, Buffer.concat([...updatesOf('a', 'b'), ping, stepTwo]))
    expect(first.frames.map(({ type }) => type)).toEqual(['cursor', 'pong', 'acknowledgement'])
    expect(first.acknowledgement?.count).toBe(3)
    expect((await side.post('pad', query, updatesOf('c')[0])).acknowledgement?.count).toBe(1)
    expect((await side.post('pad', query, ping)).acknowledgement?.count).toBe(0)
  })

  test('[EX18] without effect is named by its place in the body, unless the body is sent again', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    const bodies = updatesOf('a', 'b')
    await side.post('pad', `cursor=${cursor}`, bodies[0])
    const both = Buffer.concat(bodies)
    const repeated = await side.post('pad', `cursor=${cursor}&retry=1`, both)
    expect(repeated.acknowledgement).toMatchObject({ count: 2, withoutEffect: [] })
    const forged = await side.post('pad', `cursor=${cursor}`, both)
    expect(forged.acknowledgement).toMatchObject({ count: 2, withoutEffect: [1, 2] })
  })

  test('[EX18] sent twice is there once', async () => {
    side = await openSide()
    const peer = await side.stage.actor('pad')
    const { cursor } = await side.post('pad')
    const body = Buffer.concat(updatesOf('a', 'b', 'c'))
    await side.post('pad', `cursor=${cursor}`, body)
    await side.post('pad', `cursor=${cursor}&retry=1`, body)
    await side.stage.settle()
    expect(peer.text()).toBe('abc')
    expect((await side.stage.storage.load('pad')).updates).toHaveLength(3)
  })

  test('[EX19] lacking its predecessor is answered at once with step 1, and not acknowledged', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    const [first, second] = updatesOf('a', 'b')
    const answer = await side.post('pad', `cursor=${cursor}`, second)
    expect(answer.frames.map(({ type }) => type)).toEqual(['cursor', 'sync-step-1', 'acknowledgement'])
    expect(answer.acknowledgement?.count).toBe(0)
    const whole = await side.post(
      'pad',
      `cursor=${cursor}`,
      Buffer.concat([first as Uint8Array, second as Uint8Array]),
    )
    expect(whole.acknowledgement).toMatchObject({ count: 2, withoutEffect: [] })
  })

  test('[EX12] what was taken before a stop is acknowledged when it is durable', async () => {
    side = await openSide()
    const { cursor } = await side.post('pad')
    const [first, second] = updatesOf('x', 'y')
    await side.post('pad', `cursor=${cursor}`, first)
    side.stage.refuseWrites(true)
    const sent = side.post('pad', `cursor=${cursor}`, second)
    await side.underWay(1)
    side.exchange.refuse()
    const closed = side.stage.rooms.close()
    side.stage.refuseWrites(false)
    await side.stage.pass(1_000)
    await closed
    expect((await sent).acknowledgement?.count).toBe(1)
  })

  test('[EX2] the round trip of an edit between two clients, printed', async () => {
    side = await openSide()
    const [a, b] = [await side.client('pad'), await side.client('pad')]
    await Promise.all([a.send(), b.send()])
    await b.poll()
    const times: number[] = []
    for (let round = 0; round < 50; round += 1) {
      const held = b.poll(50_000)
      await side.underWay(1)
      const start = performance.now()
      a.doc.getText('t').insert(0, 'x')
      const sent = a.send()
      await held
      times.push(performance.now() - start)
      await sent
    }
    expect(b.text()).toHaveLength(50)
    const sorted = times.sort((x, y) => x - y)
    process.stdout.write(
      `an edit between two exchange clients: ${sorted[25]?.toFixed(1)} ms median, ${sorted[47]?.toFixed(1)} ms p95\n`,
    )
  })
})
