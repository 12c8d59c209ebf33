import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeAwareness } from '../../protocol/awareness.ts'
import { MAX_HELD_FRAMES } from '../../protocol/limits.ts'
import { scanUpdate } from '../../protocol/update-scan.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createStage } from './stage.ts'

const state = (client: number, clock: number, value: unknown = { user: { name: 'A' } }) =>
  encodeAwareness([{ client, clock, state: JSON.stringify(value) }])

const stored = async (stage: ReturnType<typeof createStage>, padId: string): Promise<string> => {
  const doc = new Y.Doc()
  const { snapshot, updates } = await stage.storage.load(padId)
  for (const update of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, update)
  return doc.getText('t').toString()
}

describe('a room', () => {
  test('[RO1] what one writes the others see, as the bytes that came', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    let sent: Uint8Array | undefined
    a.doc.on('update', (update: Uint8Array) => {
      sent = update
    })
    a.doc.getText('t').insert(0, 'hello')
    await stage.settle()
    expect(b.text()).toBe('hello')
    expect(b.received.at(-1)).toEqual({ type: 'update', update: sent })
  })

  test('[RO2] an edit is acknowledged after it is stored, and not before', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    await stage.settle()
    const before = a.acknowledged()
    stage.refuseWrites(true)
    a.doc.getText('t').insert(0, 'x')
    await stage.settle()
    expect(a.acknowledged()).toBe(before)
    stage.refuseWrites(false)
    await stage.pass(10_000)
    expect(a.acknowledged()).toBe(before + 1)
    expect(await stored(stage, 'pad')).toBe('x')
  })

  test('[RO3] while the disk refuses, authors are told so, others see the text, and it heals by itself', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    stage.refuseWrites(true)
    a.doc.getText('t').insert(0, 'x')
    await stage.settle()
    expect(a.received.at(-1)).toMatchObject({ type: 'acknowledgement', storageFails: true })
    expect(b.text()).toBe('x')
    stage.refuseWrites(false)
    await stage.pass(10_000)
    expect(a.received.at(-1)).toMatchObject({ type: 'acknowledgement', storageFails: false })
    expect(stage.lines).toContain('room.write-recovered')
  })

  test('[RO2] a delete-only edit is acknowledged when stored, like any other', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    a.doc.getText('t').insert(0, 'abc')
    a.doc.getText('t').delete(1, 1)
    await stage.settle()
    expect(a.acknowledged()).toBe(3)
    expect(await stored(stage, 'pad')).toBe('ac')
  })

  test('[RO4] a step 2 made for the server is never shown to others as it is', async () => {
    const stage = createStage()
    const b = await stage.actor('pad')
    const offline = new Y.Doc()
    offline.getText('t').insert(0, 'far away')
    offline.getText('t').delete(0, 4)
    const stepTwo = Y.encodeStateAsUpdate(offline)
    const a = await stage.actor('pad')
    a.send({ type: 'sync-step-2', update: stepTwo })
    a.send({ type: 'sync-step-2', update: stepTwo })
    await stage.settle()
    const updates = b.received.filter((frame) => frame.type === 'update')
    expect(b.text()).toBe('away')
    expect(updates).toHaveLength(1)
    expect(b.received.filter((frame) => frame.type === 'sync-step-2')).toHaveLength(1)
    expect(a.acknowledged()).toBe(3)
  })

  test('[RO4] what a step 2 repeats is not shown again, only what it adds', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    const offline = new Y.Doc()
    offline.getText('t').insert(0, 'known ')
    a.send({ type: 'update', update: Y.encodeStateAsUpdate(offline) })
    offline.getText('t').insert(6, 'new')
    a.send({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(offline) })
    await stage.settle()
    expect(b.text()).toBe('known new')
    const shown = b.received.flatMap((frame) =>
      frame.type === 'update' ? scanUpdate(frame.update).adds : [],
    )
    expect(shown.map(({ start, end }) => [start, end])).toEqual([
      [0, 6],
      [6, 9],
    ])
  })

  test('[RO2] who repeats what is not on the disk yet is not told that it is', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    await stage.settle()
    const before = b.acknowledged()
    stage.refuseWrites(true)
    a.doc.getText('t').insert(0, 'x')
    await stage.settle()
    b.send({ type: 'sync-step-2', update: Y.encodeStateAsUpdate(b.doc) })
    await stage.settle()
    expect([b.text(), b.acknowledged()]).toEqual(['x', before])
    stage.refuseWrites(false)
    await stage.pass(10_000)
    expect(b.acknowledged()).toBe(before + 1)
  })

  test('[RO5] an edit that lacks its predecessor waits: not acknowledged, not stored, asked for by step 1', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    const other = new Y.Doc()
    const updates: Uint8Array[] = []
    other.on('update', (update: Uint8Array) => updates.push(update))
    other.getText('t').insert(0, 'one ')
    other.getText('t').insert(4, 'two')
    const asked = a.received.filter((frame) => frame.type === 'sync-step-1').length
    const before = a.acknowledged()
    a.send({ type: 'update', update: updates[1] as Uint8Array })
    await stage.settle()
    expect(a.acknowledged()).toBe(before)
    expect(stage.storage.pad('pad')).toBeUndefined()
    expect(a.received.filter((frame) => frame.type === 'sync-step-1').length).toBe(asked + 1)
    a.send({ type: 'update', update: updates[0] as Uint8Array })
    await stage.settle()
    expect(await stored(stage, 'pad')).toBe('one two')
    expect(a.received.at(-1)).toMatchObject({ type: 'acknowledgement', withoutEffect: [] })
    // Its own step 2s (to the greeting and to the question) and the two updates.
    expect(a.acknowledged()).toBe(before + 3)
  })

  test('[RO5] only past the bound of what may wait is a peer closed, and the others stay', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    const other = new Y.Doc()
    other.getText('t').insert(0, 'never sent')
    const orphans: Uint8Array[] = []
    other.on('update', (update: Uint8Array) => orphans.push(update))
    for (let n = 0; n <= MAX_HELD_FRAMES; n += 1) other.getText('t').insert(0, 'x')
    for (const update of orphans.slice(0, MAX_HELD_FRAMES)) a.send({ type: 'update', update })
    expect(a.closed).toEqual([])
    a.send({ type: 'update', update: orphans[MAX_HELD_FRAMES] as Uint8Array })
    expect(a.closed.map(({ reason }) => reason)).toEqual(['tryAgainLater'])
    expect(b.closed).toEqual([])
  })

  test('[RO6] an edit swallowed by a forged struct is acknowledged as without effect', async () => {
    const stage = createStage()
    const [victim, forger] = [await stage.actor('pad', { clientId: 77 }), await stage.actor('pad')]
    victim.doc.getText('t').insert(0, 'a')
    await stage.settle()
    // One GC struct of client 77 from clock 1, length 1, and no deletions.
    forger.send({ type: 'update', update: Uint8Array.of(1, 1, 77, 1, 0, 1, 0) })
    victim.doc.getText('t').insert(1, 'b')
    await stage.settle()
    const named = victim.received.flatMap((frame) =>
      frame.type === 'acknowledgement' ? frame.withoutEffect : [],
    )
    expect(named).toEqual([3])
  })

  test('[RO7] malformed updates close their sender with 4400 and touch nobody else', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    b.doc.getText('t').insert(0, 'fine')
    a.send({ type: 'update', update: Uint8Array.of(1, 0x80, 0xc2, 0xd7, 0x2f, 1, 0) })
    await stage.settle()
    expect(a.closed.map(({ reason }) => reason)).toEqual(['badFrame'])
    expect(b.closed).toEqual([])
    expect(await stored(stage, 'pad')).toBe('fine')
  })

  test('[RO8] an empty update, as zero bytes or 00 00, is acknowledged and creates nothing', async () => {
    const stage = createStage()
    const a = await stage.actor('pad')
    const before = a.acknowledged()
    a.send({ type: 'update', update: new Uint8Array(0) }, { type: 'update', update: Uint8Array.of(0, 0) })
    await stage.settle()
    expect(a.acknowledged()).toBe(before + 2)
    expect(stage.storage.pad('pad')).toBeUndefined()
  })

  test('[RO9] extension frames go only to peers that asked for them', async () => {
    const stage = createStage()
    const [plain, extended] = [await stage.actor('pad', { extended: false }), await stage.actor('pad')]
    plain.doc.getText('t').insert(0, 'x')
    extended.doc.getText('t').insert(0, 'y')
    await stage.settle()
    const types = new Set(plain.received.map(({ type }) => type))
    expect([...types].sort()).toEqual(['sync-step-1', 'sync-step-2', 'update'])
    expect(extended.received[0]).toMatchObject({ type: 'hello', version: 1 })
    extended.send({ type: 'ping', id: 9 })
    expect(extended.received.at(-1)).toEqual({ type: 'pong', id: 9 })
  })

  test('[RO10] awareness is echoed to its author, and removed for the others the moment its owner leaves', async () => {
    const stage = createStage()
    const [a, b] = [await stage.actor('pad'), await stage.actor('pad')]
    a.send({ type: 'awareness', entries: state(5, 1) })
    await stage.settle()
    expect(a.received.at(-1)).toEqual({ type: 'awareness', entries: state(5, 1) })
    a.membership.leave()
    await stage.settle()
    expect(b.received.at(-1)).toEqual({ type: 'awareness', entries: state(5, 1, null) })
  })
})

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
})
