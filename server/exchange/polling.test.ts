import { afterEach, describe, expect, test } from 'vitest'
import { openSide, type TestSide } from './test-side.ts'

let side: TestSide
afterEach(() => side.close())

/** A client whose news so far are taken in, in a pad that exists. */
async function settled() {
  const client = await side.client('pad')
  client.doc.getText('t').insert(0, '.')
  await client.send()
  await client.poll()
  return client
}

describe('asking for news', () => {
  test('[EX7] a held request is answered in the tick in which something becomes durable', async () => {
    side = await openSide()
    const [reader, writer] = [await settled(), await side.client('pad')]
    await reader.poll()
    const held = reader.poll(50_000)
    await side.underWay(1)
    writer.doc.getText('t').insert(0, 'x')
    // The clock of the side stands still: nothing but the update can have answered it.
    const [sent, news] = await Promise.all([writer.send(), held])
    expect(sent.acknowledgement?.count).toBe(2)
    expect(news.frames.map(({ type }) => type)).toEqual(['cursor', 'update'])
    expect(reader.text()).toBe(writer.text())
  })

  test('[EX7] a held request is answered by a change of awareness, never by the own one', async () => {
    side = await openSide()
    const [reader, other] = [await settled(), await side.client('pad')]
    await reader.poll()
    const held = reader.poll(50_000)
    await side.underWay(1)
    reader.awareness.setLocalStateField('name', 'self')
    await reader.send()
    await side.stage.settle()
    expect(side.exchange.underWay()).toBe(1)
    other.awareness.setLocalStateField('name', 'other')
    await other.send()
    expect((await held).frames.map(({ type }) => type)).toEqual(['cursor', 'awareness'])
  })

  test('[EX8] with nothing new it is held as long as it asked, then answered with a keepalive', async () => {
    side = await openSide()
    const reader = await settled()
    const held = reader.poll(25_000)
    await side.underWay(1)
    await side.stage.pass(24_999)
    expect(side.exchange.underWay()).toBe(1)
    await side.stage.pass(1)
    const { frames } = await held
    expect(frames.map(({ type }) => type)).toEqual(['cursor', 'awareness'])
    expect(frames[1]).toMatchObject({ entries: Uint8Array.of(0) })
    expect((await reader.poll(0)).frames.map(({ type }) => type)).toEqual(['cursor', 'awareness'])
  })

  test('[EX9] an answer that got lost is had again with the old cursor; nothing is lost or doubled', async () => {
    side = await openSide()
    const [reader, writer] = [await settled(), await side.client('pad')]
    for (const text of ['one ', 'two ']) {
      writer.doc.getText('t').insert(0, text)
      await writer.send()
    }
    const lost = await reader.poll(0, true)
    writer.doc.getText('t').insert(0, 'three ')
    await writer.send()
    const again = await reader.poll()
    const updates = (answer: typeof lost) => answer.frames.filter(({ type }) => type === 'update')
    expect(updates(again).slice(0, 2)).toEqual(updates(lost))
    expect(updates(again)).toHaveLength(3)
    expect(reader.text()).toBe('three two one .')
    expect(updates(await reader.poll())).toHaveLength(0)
  })

  test('[EX10] a send leaves the cursor where it is: what asking would bring is not skipped', async () => {
    side = await openSide()
    const [reader, writer] = [await settled(), await side.client('pad')]
    writer.doc.getText('t').insert(0, 'x')
    await writer.send()
    reader.doc.getText('t').insert(0, 'y')
    const before = reader.cursor
    expect((await reader.send()).cursor).toBe(before)
    await reader.poll()
    await writer.poll()
    expect(reader.text()).toBe(writer.text())
    expect(reader.text()).toHaveLength(3)
  })

  test('[EX11] deleting the pad answers held requests with 410 at once, and every later one', async () => {
    side = await openSide()
    const reader = await settled()
    const held = reader.poll(50_000)
    await side.underWay(1)
    await side.stage.rooms.remove('pad')
    expect(await held).toMatchObject({ status: 410, code: 'pad-deleted' })
    expect(await reader.poll()).toMatchObject({ status: 410, code: 'pad-deleted' })
    expect(await side.post('pad')).toMatchObject({ status: 410, code: 'pad-deleted' })
  })

  test('[EX12] a stop answers held requests at once with their cursor, and refuses new ones', async () => {
    side = await openSide()
    const reader = await settled()
    const held = reader.poll(50_000)
    await side.underWay(1)
    side.exchange.refuse()
    await side.stage.rooms.close()
    const answer = await held
    expect(answer.status).toBe(200)
    expect(answer.cursor).not.toBe('')
    const refused = await reader.poll()
    expect(refused).toMatchObject({ status: 503, code: 'stopping' })
    expect(refused.headers.get('retry-after')).toBe('1')
    const stopped = side.exchange.close()
    await side.underWay(0)
    await stopped
  })

  test('[EX12] a room that is given up answers with the cursor, and the next request finds a new one', async () => {
    side = await openSide()
    const reader = await settled()
    const held = reader.poll(50_000)
    await side.underWay(1)
    // A struct that passes the scan and that Yjs cannot integrate: a parent that is a text character.
    const { clientID } = reader.doc
    const bytes: number[] = []
    for (let rest = clientID; rest > 0; rest = Math.floor(rest / 128))
      bytes.push((rest % 128) + (rest >= 128 ? 128 : 0))
    const peer = await side.stage.actor('pad')
    peer.send({ type: 'update', update: Uint8Array.of(1, 1, 5, 0, 4, 0, ...bytes, 0, 1, 0x61, 0) })
    await side.stage.settle()
    const answer = await held
    expect(answer.status).toBe(200)
    expect(answer.cursor).not.toBe('')
    expect((await reader.poll()).status).toBe(200)
    expect(reader.text()).toBe('.')
  })

  test('[EX13] a client that goes away while it is held leaves nothing behind', async () => {
    side = await openSide()
    const reader = await settled()
    const leaving = new AbortController()
    const held = side.post('pad', `cursor=${reader.cursor}&wait=50000`, undefined, { signal: leaving.signal })
    await side.underWay(1)
    leaving.abort()
    await expect(held).rejects.toThrow()
    await side.underWay(0)
    await side.stage.pass(40_000)
    expect(side.stage.rooms.size()).toBe(0)
  })

  test('[EX13] while a request is held the room stays and its client counts, though it fades after 30 s', async () => {
    side = await openSide()
    const reader = await settled()
    const other = await side.stage.actor('pad')
    reader.awareness.setLocalStateField('name', 'Ada')
    await reader.send()
    await side.stage.settle()
    const held = reader.poll(55_000)
    await side.underWay(1)
    await side.stage.pass(31_000)
    expect(side.stage.rooms.people('pad')).toBe(2)
    // It is told that it was taken for gone, so that it announces itself anew.
    expect((await held).frames.map(({ type }) => type)).toEqual(['cursor', 'awareness'])
    expect(reader.awareness.getLocalState()).toEqual({ name: 'Ada' })
    other.membership.leave()
  })
})
