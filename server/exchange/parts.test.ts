import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeFrame, type PartFrame } from '../../protocol/frames.ts'
import { fnv1a32 } from '../../protocol/hash.ts'
import { MAX_FRAME_BYTES, MAX_PARTS, MAX_PARTS_BYTES, PARTS_KEPT_MS } from '../../protocol/limits.ts'
import { createStage } from '../rooms/stage.ts'
import { createParts } from './parts.ts'
import { openSide, type TestSide } from './test-side.ts'

const sides: TestSide[] = []
afterEach(async () => {
  for (const side of sides.splice(0)) await side.close()
})

/** A frame in parts of so many bytes. */
function split(frame: Uint8Array, size: number, id = 'x'): PartFrame[] {
  const count = Math.ceil(frame.length / size)
  const hash = fnv1a32(frame)
  return Array.from({ length: count }, (_, index) => ({
    type: 'part',
    id,
    index,
    count,
    hash,
    bytes: frame.subarray(index * size, (index + 1) * size),
  }))
}

const code = (act: () => unknown): string => {
  try {
    act()
  } catch (failure) {
    return (failure as { code: string }).code
  }
  return 'no failure'
}

describe('parts', () => {
  test('[EX20] make their frame again in any order, also when one comes twice', () => {
    const parts = createParts({ maxFrameBytes: MAX_FRAME_BYTES }, createStage().clock)
    const frame = Uint8Array.from({ length: 1000 }, (_, n) => n)
    const [a, b, c] = split(frame, 400) as [PartFrame, PartFrame, PartFrame]
    expect(parts.take('host', 'guest', c)).toBeUndefined()
    expect(parts.take('host', 'guest', a)).toBeUndefined()
    expect(parts.take('host', 'guest', a)).toBeUndefined()
    expect(parts.take('host', 'other guest', b)).toBeUndefined()
    expect(Buffer.from(parts.take('host', 'guest', b) ?? [])).toEqual(Buffer.from(frame))
    parts.close()
  })

  test('[EX20] with a wrong hash, differing counts or impossible numbers are refused', () => {
    const parts = createParts({ maxFrameBytes: MAX_FRAME_BYTES }, createStage().clock)
    const [a, b] = split(new Uint8Array(100).fill(1), 50) as [PartFrame, PartFrame]
    parts.take('host', 'guest', a)
    const bytes = new Uint8Array(50).fill(2)
    expect(code(() => parts.take('host', 'guest', { ...b, bytes }))).toBe('part-mismatch')
    parts.take('host', 'guest', a)
    expect(code(() => parts.take('host', 'guest', { ...b, hash: 1 }))).toBe('part-mismatch')
    expect(parts.take('host', 'guest', b)).toBeUndefined()
    expect(code(() => parts.take('host', 'guest', { ...b, index: 2 }))).toBe('part-mismatch')
    expect(code(() => parts.take('host', 'guest', { ...b, count: MAX_PARTS + 1 }))).toBe('part-mismatch')
    parts.close()
  })

  test('[EX21] are forgotten 30 s after the last one came', async () => {
    const stage = createStage()
    const parts = createParts({ maxFrameBytes: MAX_FRAME_BYTES }, stage.clock)
    const [a, b, c] = split(new Uint8Array(30), 10) as [PartFrame, PartFrame, PartFrame]
    parts.take('host', 'guest', a)
    await stage.pass(PARTS_KEPT_MS - 1)
    parts.take('host', 'guest', b)
    await stage.pass(PARTS_KEPT_MS)
    expect(parts.take('host', 'guest', c)).toBeUndefined()
    parts.close()
  })

  test('[EX21] of several frames take 8 MiB of an address at most, of one frame as much as a frame may have', () => {
    const parts = createParts({ maxFrameBytes: MAX_FRAME_BYTES }, createStage().clock)
    const piece = new Uint8Array(1 << 20)
    const part = (id: string, index: number): PartFrame => ({
      type: 'part',
      id,
      index,
      count: 100,
      hash: 1,
      bytes: piece,
    })
    for (let index = 0; index < MAX_FRAME_BYTES / piece.length; index += 1) {
      expect(parts.take('host', 'guest', part('one', index))).toBeUndefined()
    }
    expect(code(() => parts.take('host', 'guest', part('two', 0)))).toBe('parts-full')
    expect(parts.take('another host', 'guest', part('two', 0))).toBeUndefined()
    expect(code(() => parts.take('host', 'guest', part('one', 99)))).toBe('frame-too-large')
    for (let index = 0; index < MAX_PARTS_BYTES / piece.length - 2; index += 1) {
      parts.take('host', 'guest', part('three', index))
    }
    expect(parts.take('host', 'guest', part('four', 0))).toBeUndefined()
    expect(code(() => parts.take('host', 'guest', part('four', 1)))).toBe('parts-full')
    parts.close()
  })

  test('[EX21] that are tiny are not free: their number is bounded too', () => {
    const parts = createParts({ maxFrameBytes: MAX_FRAME_BYTES }, { after: () => ({ cancel: () => {} }) })
    let taken = 0
    const one = (): void => {
      const id = `id-${taken}`
      parts.take('host', 'guest', { type: 'part', id, index: 0, count: 2, hash: 1, bytes: Uint8Array.of(1) })
      taken += 1
    }
    const refused = code(() => {
      while (taken < 100_000) one()
    })
    expect(refused).toBe('parts-full')
    expect(taken).toBeLessThan(MAX_PARTS_BYTES / 256 + 1)
    parts.close()
  })
})

describe('parts over the exchange', () => {
  test('[EX20] carry a paste of 16 MB through bodies of 48 KiB', async () => {
    const side = await openSide(createStage(), { maxBodyBytes: 64 * 1024 })
    sides.push(side)
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'lorem ipsum dolor sit am'.repeat(666_666))
    const frame = encodeFrame({ type: 'update', update: Y.encodeStateAsUpdate(doc) })
    expect(frame.length).toBeGreaterThan(15_900_000)
    const { cursor } = await side.post('pad')
    const parts = split(frame, 48 * 1024)
    for (const part of parts.slice(0, -1)) {
      const { frames } = await side.post('pad', `cursor=${cursor}`, encodeFrame(part))
      expect(frames).toEqual([{ type: 'cursor', cursor }])
    }
    const last = await side.post('pad', `cursor=${cursor}`, encodeFrame(parts.at(-1) as PartFrame))
    expect(last.acknowledgement?.count).toBe(1)
    const { update } = await side.stage.rooms.read('pad')
    const stored = new Y.Doc()
    Y.applyUpdate(stored, update)
    expect(stored.getText('t').length).toBe(doc.getText('t').length)
  })

  test('[EX20] that make no frame, or a part again, are refused with 400', async () => {
    const side = await openSide()
    sides.push(side)
    const { cursor } = await side.post('pad')
    const send = (parts: PartFrame[]) =>
      side.post('pad', `cursor=${cursor}`, Buffer.concat(parts.map((part) => encodeFrame(part))))
    const nested = encodeFrame(split(Uint8Array.of(3), 1)[0] as PartFrame)
    expect(await send(split(nested, 4))).toMatchObject({ status: 400, code: 'part-mismatch' })
    expect(await send(split(Uint8Array.of(3, 3), 1))).toMatchObject({ status: 400, code: 'part-mismatch' })
    expect(await send(split(Uint8Array.of(0, 9), 1))).toMatchObject({ status: 400, code: 'bad-frame' })
    expect((await send(split(Uint8Array.of(0, 2, 2, 0, 0), 2))).acknowledgement?.count).toBe(1)
  })
})
