import { afterEach, describe, expect, test } from 'vitest'
import { createStage } from '../rooms/stage.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createCursors } from './cursor.ts'
import { openSide, type TestSide } from './test-side.ts'

const sides: TestSide[] = []
const open = async (...options: Parameters<typeof openSide>) => {
  const side = await openSide(...options)
  sides.push(side)
  return side
}
afterEach(async () => {
  for (const side of sides.splice(0)) await side.close()
})

const STANDING = {
  padId: 'pad',
  generation: 'g',
  guest: 'ex-1',
  position: { sequence: 2 ** 40, instance: 'i', awareness: 3 },
}

describe('the cursor', () => {
  test('[EX14] says what was written into it, and nothing when one bit differs or the key is another', () => {
    const cursors = createCursors(new Uint8Array(32).fill(1))
    const cursor = cursors.write(STANDING)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(cursors.read(cursor)).toEqual(STANDING)
    expect(createCursors(new Uint8Array(32).fill(2)).read(cursor)).toBeUndefined()
    const bytes = Buffer.from(cursor, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes)
      forged[bit >> 3] = (forged[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(cursors.read(forged.toString('base64url'))).toBeUndefined()
    }
    for (const noise of ['', 'x', 'A'.repeat(60), 'A'.repeat(5000), '💥']) {
      expect(cursors.read(noise)).toBeUndefined()
    }
  })

  test('[EX14] forged, of another pad, of another key: the answer is an empty cursor, and nothing is taken', async () => {
    const side = await open()
    const a = await side.client('pad')
    a.doc.getText('t').insert(0, 'x')
    await a.send()
    a.doc.getText('t').insert(0, 'y')
    const body = a.unsent[0] as Uint8Array
    const { cursor: other } = await side.client('other')
    const strange = createCursors(new Uint8Array(32)).write(STANDING)
    for (const cursor of ['forged', other, strange, '']) {
      for (const sent of [undefined, body]) {
        const answer = await side.post('pad', `cursor=${cursor}`, sent)
        expect(answer).toMatchObject({ status: 200, cursor: '' })
        expect(answer.frames).toHaveLength(1)
      }
    }
    expect((await side.stage.storage.load('pad')).updates).toHaveLength(1)
  })

  test('[EX14] older than the snapshot, ahead of the log, of another generation: open anew', async () => {
    const side = await open()
    const key = createCursors(new Uint8Array(32).fill(7))
    const a = await side.client('pad')
    a.doc.getText('t').insert(0, 'x')
    await a.send()
    await a.poll()
    const standing = key.read(a.cursor)
    if (!standing) throw new Error('the cursor of this side is not understood')
    const at = (sequence: number, generation = standing.generation) =>
      side.post(
        'pad',
        `cursor=${key.write({ ...standing, generation, position: { ...standing.position, sequence } })}`,
      )
    expect((await at(1)).cursor).not.toBe('')
    expect((await at(2)).cursor).toBe('')
    expect((await at(1, 'older')).cursor).toBe('')
    await side.stage.pass(40_000)
    expect((await side.stage.storage.load('pad')).snapshotSequence).toBe(1)
    expect((await at(0)).cursor).toBe('')
    expect((await at(1)).cursor).not.toBe('')
  })

  test('[EX15] another process with the same key and storage goes on where the first stopped', async () => {
    const storage = createMemoryStorage()
    const first = await open(createStage(storage))
    const [a, b] = [await first.client('pad'), await first.client('pad')]
    a.awareness.setLocalStateField('name', 'Ada')
    a.doc.getText('t').insert(0, 'one ')
    await a.send()
    await b.poll()
    a.doc.getText('t').insert(4, 'two ')
    await a.send()
    const second = await open(createStage(storage))
    const c = await second.client('pad')
    c.awareness.setLocalStateField('name', 'Cyd')
    c.doc.getText('t').insert(8, 'three')
    await c.send()
    const news = await second.post('pad', `cursor=${b.cursor}`)
    expect(news.frames.map(({ type }) => type)).toEqual(['cursor', 'update', 'update', 'awareness'])
    const sent = await second.post('pad', `cursor=${b.cursor}`, Uint8Array.of(0, 2, 2, 0, 0))
    expect(sent.acknowledgement?.count).toBe(1)
  })

  test('[EX15] another generation named by the client is refused with 409', async () => {
    const side = await open()
    const a = await side.client('pad')
    a.doc.getText('t').insert(0, 'x')
    await a.send()
    const refused = { status: 409, code: 'generation-mismatch' }
    expect(await side.post('pad', 'generation=other')).toMatchObject(refused)
    expect(await side.post('pad', `generation=other&cursor=${a.cursor}`)).toMatchObject(refused)
  })

  test('[EX15] who stands before what the room remembers is served from storage', async () => {
    const side = await open()
    const writer = await side.stage.actor('pad')
    writer.doc.getText('t').insert(0, 'a')
    await side.stage.settle()
    const reader = await side.client('pad')
    await side.stage.pass(31_000)
    for (const text of ['b', 'c']) writer.doc.getText('t').insert(0, text)
    await side.stage.settle()
    const { frames } = await reader.poll()
    expect(frames.filter(({ type }) => type === 'update')).toHaveLength(2)
    expect(reader.text()).toBe('cba')
  })
})
