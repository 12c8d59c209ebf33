import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeAwareness } from '../../protocol/awareness.ts'
import { MAX_HELD_FRAMES } from '../../protocol/limits.ts'
import { scanUpdate } from '../../protocol/update-scan.ts'
import { createStage, storedText as stored } from './stage.ts'

const state = (client: number, clock: number, value: unknown = { user: { name: 'A' } }) =>
  encodeAwareness([{ client, clock, state: JSON.stringify(value) }])

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
