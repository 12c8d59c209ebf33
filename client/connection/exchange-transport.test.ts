import { describe, expect, test } from 'vitest'
import { encodeFrame, type Frame, type SendableFrame } from '../../protocol/frames.ts'
import { fnv1a32 } from '../../protocol/hash.ts'
import { stand } from './exchange-world.ts'

const cursor = (token: string): SendableFrame => ({ type: 'cursor', cursor: token })
const hello: SendableFrame = { type: 'hello', version: 1, generation: 'g', heartbeat: 20_000 }
const update = (size = 2): SendableFrame => ({ type: 'update', update: new Uint8Array(size) })
const acknowledge = (count: number, withoutEffect: number[] = []): SendableFrame => ({
  type: 'acknowledgement',
  count,
  storageFails: false,
  withoutEffect,
})
const counts = (frames: readonly Frame[]) =>
  frames.flatMap((frame) => (frame.type === 'acknowledgement' ? [frame.count] : []))

describe('exchange', () => {
  test('[CN21] it opens with whatever is to be said, then one held request waits for others', async () => {
    const world = stand()
    world.transport.send(encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }))
    await world.pass(10)
    expect(world.asked).toHaveLength(1)
    expect(world.latest().query.has('cursor')).toBe(false)
    expect(world.latest().frames.map(({ type }) => type)).toEqual(['sync-step-1'])
    world.latest().answer(cursor('c1'), hello)
    await world.pass(0)
    expect(world.asked).toHaveLength(2)
    expect(world.latest().query.get('cursor')).toBe('c1')
    expect(Number(world.latest().query.get('wait'))).toBeGreaterThan(1_000)
    world.latest().answer(cursor('c2'), update())
    await world.pass(0)
    expect(world.heard.map(({ type }) => type)).toEqual(['hello', 'update'])
    expect(world.latest().query.get('cursor')).toBe('c2')
  })

  test('[CN21] frames that arise together travel together, beside the held request, and never move its cursor', async () => {
    const world = stand()
    await world.open()
    for (let n = 0; n < 3; n += 1) world.transport.send(encodeFrame(update()))
    await world.pass(10)
    expect(world.latest().frames).toHaveLength(3)
    world.latest().answer(cursor('other'), acknowledge(3))
    await world.pass(0)
    expect(counts(world.heard)).toEqual([3])
    expect(world.asked.filter(({ signal }) => !signal?.aborted)).toHaveLength(3)
    world.transport.send(encodeFrame(update()))
    await world.pass(10)
    expect(world.latest().query.get('cursor')).toBe('c1')
    world.asked[1]?.answer(cursor('c2'))
    await world.pass(0)
    expect(world.latest().query.get('cursor')).toBe('c2')
  })

  test('[CN22] an answer that was lost is asked for again with the same frames, marked as repeated, counted once', async () => {
    const world = stand()
    await world.open()
    world.transport.send(encodeFrame(update()))
    await world.pass(10)
    world.latest().fail()
    await world.pass(500)
    expect(world.latest().query.get('retry')).toBe('1')
    expect(world.latest().frames).toHaveLength(1)
    world.latest().answer(cursor('c1'), acknowledge(1))
    await world.pass(0)
    expect(counts(world.heard)).toEqual([1])
  })

  test('[CN22] bodies that were answered are never sent or counted again when a later one fails', async () => {
    const world = stand()
    await world.open()
    world.transport.send(encodeFrame(update(400 * 1024)))
    world.transport.send(encodeFrame(update(400 * 1024)))
    await world.pass(10)
    world.latest().answer(cursor('c1'), acknowledge(1))
    await world.pass(0)
    world.latest().fail()
    await world.pass(500)
    world.latest().answer(cursor('c1'), acknowledge(1, [1]))
    await world.pass(0)
    expect(counts(world.heard)).toEqual([1, 2])
    expect(world.heard.at(-1)).toMatchObject({ withoutEffect: [2] })
  })

  test('[CN23] what the server could not make durable yet is not counted, and asked about again', async () => {
    const world = stand()
    await world.open()
    world.transport.send(encodeFrame(update()))
    await world.pass(10)
    world.latest().answer(cursor('c1'), { ...acknowledge(0), storageFails: true } as SendableFrame)
    await world.pass(0)
    expect(world.heard.at(-1)).toMatchObject({ count: 0, storageFails: true })
    await world.pass(1_000)
    world.latest().answer(cursor('c1'), acknowledge(1))
    await world.pass(0)
    expect(counts(world.heard)).toEqual([0, 1])
  })

  test('[CN24] a frame larger than the bodies that get through travels as numbered parts', async () => {
    const world = stand()
    await world.open()
    const frame = encodeFrame(update(200_000))
    world.transport.send(frame)
    await world.pass(10)
    expect(world.latest().size).toBeGreaterThan(200_000)
    const parts: Uint8Array[] = []
    for (let n = 0; n < 40 && counts(world.heard).length === 0; n += 1) {
      const request = world.latest()
      const [part] = request.frames
      if (request.size > 64 * 1024) request.fail(413)
      else if (part?.type === 'part') {
        expect(part.hash).toBe(fnv1a32(frame))
        parts[part.index] = part.bytes
        request.answer(cursor('c1'), ...(part.index + 1 === part.count ? [acknowledge(1)] : []))
      }
      await world.pass(0)
    }
    expect(Buffer.concat(parts).equals(Buffer.from(frame))).toBe(true)
    expect(counts(world.heard)).toEqual([1])
  })

  test('[CN25] a proxy that cuts held requests is learned: the next ones end before it does', async () => {
    const world = stand()
    await world.open()
    const waits = [Number(world.latest().query.get('wait'))]
    for (let n = 0; n < 3; n += 1) {
      await world.pass(5_000)
      world.latest().fail(504)
      await world.pass(0)
      waits.push(Number(world.latest().query.get('wait')))
    }
    expect(waits[1]).toBeLessThan(5_000)
    expect(world.endings).toEqual([])
  })

  test('[CN26] a page that a proxy answers in the server’s place is a failure, also with status 200', async () => {
    const world = stand()
    await world.pass(0)
    for (let n = 0; n < 3; n += 1) {
      world.latest().answer({ type: 'auth-denied', reason: 'sign in' })
      await world.pass(5_000)
    }
    expect(world.endings).toMatchObject([{ code: 1006 }])
    expect(world.heard).toEqual([])
  })

  test.each([
    [410, 4410],
    [409, 4409],
    [423, 4423],
    [400, 4400],
    [404, 1006],
  ])('[CN27] status %i ends it at once as close code %i', async (status, code) => {
    const world = stand()
    await world.pass(0)
    world.latest().fail(status)
    await world.pass(0)
    expect(world.endings).toMatchObject([{ code }])
  })

  test('[CN27] a frame that never fits ends it for good; what waits on the server does not', async () => {
    const world = stand()
    await world.pass(0)
    world.latest().fail(413, 'parts-full')
    await world.pass(5_000)
    expect(world.endings).toEqual([])
    world.latest().fail(413, 'frame-too-large')
    await world.pass(0)
    expect(world.endings).toMatchObject([{ code: 1009 }])
  })

  test('[CN27] an empty cursor ends it, so that the next connection opens anew', async () => {
    const world = stand()
    const poll = await world.open()
    poll.answer(cursor(''))
    await world.pass(0)
    expect(world.endings).toMatchObject([{ code: 1006 }])
  })

  test('[CN31] a line that swallows requests is noticed: a poll within 25 s, a send within 8 s', async () => {
    const idle = stand()
    await idle.open()
    await idle.pass(25_000)
    expect(idle.endings).toEqual([{ code: 1006, reason: 'no answer in time' }])
    const typing = stand()
    await typing.open()
    typing.transport.send(encodeFrame(update()))
    await typing.pass(8_010)
    expect(typing.endings).toEqual([{ code: 1006, reason: 'no answer in time' }])
  })

  test('[CN28] a hidden page holds no request, asks every 20 s, and holds one again when shown', async () => {
    const world = stand()
    const poll = await world.open()
    world.transport.setHidden(true)
    await world.pass(0)
    expect(poll.signal?.aborted).toBe(true)
    await world.pass(20_000)
    expect(world.latest().query.get('wait')).toBe('0')
    world.latest().answer(cursor('c2'))
    await world.pass(0)
    world.transport.setHidden(false)
    await world.pass(0)
    expect(Number(world.latest().query.get('wait'))).toBeGreaterThan(0)
    expect(world.endings).toEqual([])
  })

  test('[CN33] a window without a place holds no request and asks every second, until it has one', async () => {
    let mayHold = false
    const world = stand(undefined, () => ({ mayHold: () => mayHold, leave: () => {} }))
    const poll = await world.open()
    expect(poll.query.get('wait')).toBe('0')
    poll.answer(cursor('c2'))
    await world.pass(999)
    expect(world.latest()).toBe(poll)
    mayHold = true
    await world.pass(1)
    expect(Number(world.latest().query.get('wait'))).toBeGreaterThan(1_000)
  })

  test('[CN33] the place is given back by a page that is hidden, and by an exchange that ends', async () => {
    const places: string[] = []
    const world = stand(undefined, () => {
      places.push('taken')
      return { mayHold: () => true, leave: () => places.push('left') }
    })
    await world.open()
    world.transport.setHidden(true)
    world.transport.setHidden(false)
    world.transport.close()
    expect(places).toEqual(['taken', 'left', 'taken', 'left'])
  })

  test('[CN28] there are never more than two requests at a time', async () => {
    const world = stand()
    await world.open()
    let finished = 0
    for (let n = 0; n < 20; n += 1) {
      world.transport.send(encodeFrame(update()))
      await world.pass(15)
    }
    expect(world.asked.length - finished - 1).toBe(2)
    for (let n = 0; n < 3; n += 1) {
      world.latest().answer(cursor('c1'), acknowledge(world.latest().frames.length))
      finished += 1
      await world.pass(15)
    }
    expect(counts(world.heard).at(-1)).toBe(20)
  })

  test('[CN30] past the bound of what waits to be sent it ends, to be synchronised anew', async () => {
    const world = stand()
    await world.open()
    const large = encodeFrame(update(12 * 1024 * 1024))
    for (let n = 0; n < 3; n += 1) world.transport.send(large)
    expect(world.endings).toMatchObject([{ code: 1006 }])
  })

  test('[CN21] closing gives every request back, tells the server, and says no more', async () => {
    const world = stand()
    const poll = await world.open()
    world.transport.close()
    expect(poll.signal?.aborted).toBe(true)
    expect(world.latest().query.get('leave')).toBe('1')
    await world.pass(60_000)
    expect(world.endings).toEqual([])
  })
})
