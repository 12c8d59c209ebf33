import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readRetryAfter } from '../../protocol/close-codes.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createStage, storedText as stored } from './stage.ts'

describe('all rooms', () => {
  test('[RO11] a pad that does not exist comes into being with its first edit, not with a visit', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    await stage.settle()
    expect(stage.storage.pad('pad')).toBeUndefined()
    a.doc.getText('title').insert(0, 'Minutes')
    await stage.settle()
    expect(stage.storage.pad('pad')).toMatchObject({ title: 'Minutes' })
    expect(a.received[0]).toMatchObject({ generation: stage.storage.pad('pad')?.generation })
  })

  test('[RO12] a pad is loaded once for all who come at the same moment, and answered only when loaded', async () => {
    const storage = createMemoryStorage()
    const first = createStage(storage)
    const writer = await first.actor('pad')
    writer.doc.getText('t').insert(0, 'kept')
    await first.settle()
    let loads = 0
    const stage = createStage({
      ...storage,
      load: (id) => {
        loads += 1
        return storage.load(id)
      },
    })
    const actors = await Promise.all([stage.actor('pad'), stage.actor('pad'), stage.actor('pad')])
    expect(loads).toBe(1)
    expect(actors.map((actor) => actor.text())).toEqual(['kept', 'kept', 'kept'])
  })

  test('[RO13] after the last one left a pad is compacted and nothing of it stays in memory', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    a.doc.getText('t').insert(0, 'text')
    await stage.settle()
    a.membership.leave()
    await stage.pass(5_000)
    expect(stage.rooms.size()).toBe(0)
    const { snapshot, updates } = await stage.storage.load('pad')
    expect(snapshot).toBeDefined()
    expect(updates).toEqual([])
    expect((await stage.actor('pad')).text()).toBe('text')
  })

  test('[RO13] compacting after a crash never closes a pad under somebody who just came', async () => {
    const storage = createMemoryStorage()
    const before = createStage(storage)
    const writer = await before.actor('pad')
    writer.doc.getText('t').insert(0, 'text')
    await before.settle()
    const stage = createStage(storage)
    const [a] = await Promise.all([stage.actor('pad'), stage.rooms.compactAll()])
    a.doc.getText('t').insert(4, ' and more')
    await stage.pass(5_000)
    expect(a.received.at(-1)).toMatchObject({ type: 'acknowledgement' })
    expect(await stored(stage, 'pad')).toBe('text and more')
    expect((await stage.actor('pad')).text()).toBe('text and more')
  })

  test('[RO14] another generation is refused, so that two copies of a seed never merge', async () => {
    const stage = createStage()
    await expect(stage.actor('pad', { generation: 'older' })).rejects.toMatchObject({
      code: 'generation-mismatch',
    })
  })

  test('[RO15] deleting closes everyone with 4410, the id stays gone, and restoring brings the same pad', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    a.doc.getText('t').insert(0, 'text')
    await stage.settle()
    const { generation } = await stage.rooms.remove('pad')
    expect(a.closed.map(({ reason }) => reason)).toEqual(['deleted'])
    await expect(stage.actor('pad')).rejects.toMatchObject({ code: 'pad-deleted' })
    await stage.rooms.restore('pad')
    const back = await stage.actor('pad', { generation })
    expect(back.text()).toBe('text')
  })

  test('[RO15] a deletion older than 24 hours is for good', async () => {
    const stage = createStage()
    await stage.rooms.create({ id: 'pad', title: 'T' })
    await stage.rooms.remove('pad')
    await stage.pass(24 * 60 * 60 * 1000 + 1)
    await expect(stage.rooms.restore('pad')).rejects.toMatchObject({ code: 'restore-expired' })
  })

  test('[RO16] only the server seeds content, durable before anyone can join', async () => {
    const stage = createStage()
    const seed = new Y.Doc()
    seed.getText('t').insert(0, 'seed')
    const record = await stage.rooms.create({ title: 'Seeded', content: Y.encodeStateAsUpdate(seed) })
    expect(await stored(stage, record.id)).toBe('seed')
    const [a, b] = await Promise.all([stage.actor(record.id), stage.actor(record.id)])
    await stage.settle()
    expect([a.text(), b.text()]).toEqual(['seed', 'seed'])
    expect(a.doc.getText('title').toString()).toBe('Seeded')
  })

  test('[RO17] renaming changes the title live for everyone and in the list, and fails aloud when the disk refuses', async () => {
    const stage = createStage()
    await stage.rooms.create({ id: 'pad', title: 'Old' })
    const a = await stage.actor('pad')
    expect((await stage.rooms.rename('pad', 'New')).title).toBe('New')
    await stage.settle()
    expect(a.doc.getText('title').toString()).toBe('New')
    stage.refuseWrites(true)
    const refused = stage.rooms.rename('pad', 'Never')
    const outcome = expect(refused).rejects.toMatchObject({ code: 'write-failed' })
    await stage.pass(3_000)
    await outcome
  })

  test('[RO18] reading an open or a closed pad gives the same content and never makes one', async () => {
    const stage = createStage()
    expect(await stage.rooms.read('none')).toMatchObject({ generation: undefined, sequence: 0 })
    expect(stage.storage.pad('none')).toBeUndefined()
    const a = await stage.actor('pad')
    a.doc.getText('t').insert(0, 'text')
    await stage.settle()
    const open = await stage.rooms.read('pad')
    a.membership.leave()
    await stage.pass(5_000)
    const closed = await stage.rooms.read('pad')
    expect(closed.sequence).toBe(open.sequence)
    expect(Buffer.from(closed.update)).toEqual(Buffer.from(open.update))
  })

  test('[RO19] an open pad that is written in for long is compacted on the way', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    for (let n = 0; n < 60; n += 1) {
      a.doc.getText('t').insert(0, 'x')
      await stage.settle()
    }
    expect((await stage.storage.load('pad')).snapshotSequence).toBeGreaterThan(0)
    expect(await stored(stage, 'pad')).toBe('x'.repeat(60))
  })

  test('[RO20] a stored update that Yjs cannot apply is left out and told; the rest is shown and never replaced', async () => {
    const storage = createMemoryStorage()
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'good')
    const at = Date.UTC(2026, 0, 1)
    await storage.create({ id: 'pad', generation: 'g', title: '', createdAt: at, updatedAt: at })
    await storage.append('pad', Y.encodeStateAsUpdate(doc), at)
    await storage.append('pad', Uint8Array.of(1, 1, 5, 0, 0x84, 5, 7, 1, 0x61, 0), at)
    const stage = createStage(storage)
    const a = await stage.actor('pad')
    expect(a.text()).toBe('good')
    expect(stage.lines).toContain('room.update-unappliable')
    a.membership.leave()
    await stage.pass(5_000)
    expect((await storage.load('pad')).updates).toHaveLength(2)
  })

  test('[RO29] a restart sends each peer away with its own time to stay away, longer where many are', async () => {
    const stage = createStage()
    const actors = await Promise.all(Array.from({ length: 20 }, () => stage.actor('pad')))
    await stage.rooms.close()
    for (const { closed } of actors) {
      expect(closed).toEqual([{ reason: 'restart', detail: 'retry-after=200; the server restarts' }])
      expect(readRetryAfter(closed[0]?.detail ?? '')).toBe(200)
    }
  })
})
