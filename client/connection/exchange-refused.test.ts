/** What exchange does when the server does not want it: unknown as a page of the server's own, or too much. */
import { describe, expect, test } from 'vitest'
import { encodeFrame } from '../../protocol/frames.ts'
import { stand } from './exchange-world.ts'

const update = encodeFrame({ type: 'update', update: Uint8Array.of(0, 0) })
const cursor = { type: 'cursor', cursor: 'c1' } as const
const hello = { type: 'hello', version: 1, generation: 'g', heartbeat: 20_000 } as const
const acknowledged = { type: 'acknowledgement', count: 1, storageFails: false, withoutEffect: [] } as const

/** Tokens `t1`, `t2`, …; none new while `dry`. */
function tokens() {
  let number = 1
  const source = {
    dry: false,
    renewed: 0,
    current: () => `t${number}`,
    renew: async () => {
      source.renewed += 1
      if (!source.dry) number += 1
      return !source.dry
    },
    doubt: () => {},
  }
  return source
}

describe('a page the server does not know', () => {
  test('[AD4] shows another token, once, and goes on', async () => {
    const source = tokens()
    const world = stand(source)
    await world.pass(0)
    expect(world.latest().query.get('token')).toBe('t1')
    world.latest().fail(403, 'foreign-origin')
    await world.pass(0)
    expect(world.latest().query.get('token')).toBe('t2')
    world.latest().answer(cursor, hello)
    await world.pass(0)
    expect(world.heard.map(({ type }) => type)).toEqual(['hello'])
    expect(source.renewed).toBe(1)
  })

  test('[AD15] that is refused with a fresh token too stops with 4403', async () => {
    const world = stand(tokens())
    await world.pass(0)
    world.latest().fail(403, 'foreign-origin')
    await world.pass(0)
    world.latest().fail(403, 'foreign-origin')
    await world.pass(0)
    expect(world.endings).toMatchObject([{ code: 4403, reason: 'foreign-origin' }])
  })

  test('[AD4] that gets no token at the moment tries again, and is not stopped', async () => {
    const source = tokens()
    source.dry = true
    const world = stand(source)
    await world.pass(0)
    for (let time = 0; time < 3; time += 1) {
      world.latest().fail(403, 'foreign-origin')
      await world.pass(5_000)
    }
    expect(world.endings).toMatchObject([{ code: 1006 }])
  })

  test('[AD15] of an app that keeps no token stops at once', async () => {
    const world = stand()
    await world.pass(0)
    expect(world.latest().query.has('token')).toBe(false)
    world.latest().fail(403, 'foreign-origin')
    await world.pass(0)
    expect(world.endings).toMatchObject([{ code: 4403 }])
  })

  test('[CN26] a 403 of somebody else is a failure like any other', async () => {
    const source = tokens()
    const world = stand(source)
    await world.pass(0)
    world.latest().fail(403)
    await world.pass(5_000)
    expect([source.renewed, world.asked.length, world.endings.length]).toEqual([0, 2, 0])
  })
})

describe('a limit', () => {
  test.each([
    [429, 'address-full'],
    [429, 'too-many-joins'],
    [503, 'pad-full'],
    [503, 'server-full'],
  ])('[AD15] that lets nobody in (%i %s) ends with 1013 and the time to stay away', async (status, code) => {
    const world = stand()
    await world.pass(0)
    world.latest().fail(status, code, 5)
    await world.pass(0)
    expect(world.endings).toEqual([{ code: 1013, reason: code, hint: 5_000 }])
  })

  test('[AD15] on what is sent is waited for, and the same frames go then, counted once', async () => {
    const world = stand()
    await world.open()
    world.transport.send(update)
    await world.pass(10)
    const sent = world.asked.length
    for (let time = 0; time < 5; time += 1) {
      world.latest().fail(429, 'too-many-frames', 2)
      await world.pass(1_900)
      expect(world.asked).toHaveLength(sent + time)
      await world.pass(1_200)
    }
    expect(world.latest().frames).toHaveLength(1)
    world.latest().answer(cursor, acknowledged)
    await world.pass(0)
    expect(world.heard.filter(({ type }) => type === 'acknowledgement')).toMatchObject([{ count: 1 }])
    expect(world.endings).toEqual([])
  })

  test('[AD15] of a proxy says nothing about the server, and counts as a failure', async () => {
    const world = stand()
    await world.pass(0)
    for (let time = 0; time < 3; time += 1) {
      world.latest().fail(429, undefined, 3_600)
      await world.pass(5_000)
    }
    expect(world.endings).toMatchObject([{ code: 1006 }])
  })
})

describe('a page that came by a link', () => {
  test.each(['link-needed', 'link-unknown'])(
    '[AC13] that is refused with %s stops with 4401',
    async (code) => {
      const world = stand()
      await world.pass(0)
      world.latest().fail(403, code)
      await world.pass(0)
      expect(world.endings).toMatchObject([{ code: 4401, reason: code }])
    },
  )

  test('[AC7] a change that is refused is not sent again, never counts, and lets later frames pass', async () => {
    const world = stand()
    await world.open()
    world.transport.send(update)
    await world.pass(20)
    expect(world.latest().frames.map(({ type }) => type)).toEqual(['update'])
    world
      .latest()
      .answer(cursor, { type: 'auth-denied', reason: 'reading only' }, { ...acknowledged, count: 0 })
    await world.pass(5_000)
    expect(world.asked.filter(({ frames }) => frames.some(({ type }) => type === 'update'))).toHaveLength(1)
    expect(world.heard.filter(({ type }) => type === 'acknowledgement')).toMatchObject([{ count: 0 }])
    world.transport.send(encodeFrame({ type: 'query-awareness' }))
    await world.pass(20)
    expect(world.asked.at(-1)?.frames.map(({ type }) => type)).toEqual(['query-awareness'])
    expect(world.endings).toEqual([])
  })
})
