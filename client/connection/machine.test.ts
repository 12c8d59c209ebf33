import { describe, expect, test } from 'vitest'
import { byExchange, closed, healthy, heard, live, opened, run, start } from './machine-world.ts'
import { DEFAULT_POLICY as policy } from './policy.ts'
import { deadline } from './states.ts'

describe('an attempt', () => {
  test('[CN1] WebSocket first; it carries from its first frame and is trusted after a round trip', () => {
    const world = run().tell(start)
    expect(world.effects()).toEqual(['open websocket'])
    world.tell(opened('websocket'))
    expect(world.effects()).toEqual(['carry websocket', 'ping'])
    expect(world.state().is).toBe('syncing')
    expect(world.tell(healthy('websocket')).state()).toMatchObject({ is: 'live', carrier: 'websocket' })
  })

  test('[CN2] without a healthy round trip within 2.5 s exchange joins, while WebSocket goes on', () => {
    const world = run().tell(start)
    world.tick()
    expect(world.now()).toBe(1_000 + 2_500)
    expect(world.effects()).toEqual(['open websocket', 'open exchange'])
    world.tell(opened('exchange'))
    expect(world.effects()).toEqual(['carry exchange'])
    expect(world.state()).toMatchObject({
      is: 'live',
      carrier: 'exchange',
      lanes: { websocket: { is: 'opening' } },
    })
  })

  test('[CN2] a WebSocket that opens and never answers is not trusted: exchange takes over', () => {
    const world = run().tell(start, opened('websocket')).tick()
    expect(world.effects()).toEqual(['open websocket', 'carry websocket', 'ping', 'open exchange'])
    world.tell(opened('exchange'))
    expect(world.effects()).toEqual(['carry exchange'])
    world.tick()
    expect(world.effects()).toEqual(['close websocket'])
    expect(world.state()).toMatchObject({ is: 'live', carrier: 'exchange' })
  })

  test('[CN2] a WebSocket that is refused brings exchange at once', () => {
    expect(run().tell(start, closed('websocket')).effects()).toEqual(['open websocket', 'open exchange'])
  })

  test('[CN3] a WebSocket that opens and then dies is lost, and exchange is tried at once', () => {
    const world = run().tell(start, opened('websocket'), closed('websocket'))
    expect(world.effects()).toEqual(['open websocket', 'carry websocket', 'ping', 'lose', 'open exchange'])
    expect(world.state().is).toBe('connecting')
  })

  test('[CN4] every attempt ends after 5 s, and the next waits with full jitter', () => {
    const world = run({ exchange: false }).tell(start).tick()
    expect(world.now()).toBe(1_000 + 5_000)
    expect(world.effects()).toEqual(['open websocket', 'close websocket'])
    expect(world.state()).toMatchObject({ is: 'waiting', attempt: 1, until: 6_000 + 250 })
  })

  test('[CN5] where WebSocket was found blocked a short time ago, both begin at once', () => {
    expect(run({ blocked: true }).tell(start).effects()).toEqual(['open websocket', 'open exchange'])
  })

  test('[CN6] a timer that fires late proves nothing: what is under way gets its time anew', () => {
    const world = run({ exchange: false }).tell(start).tick(60_000)
    expect(world.effects()).toEqual(['open websocket'])
    expect(deadline(world.state(), policy)).toBe(world.now() + policy.openWithin)
  })
})

describe('backoff', () => {
  test('[CN7] soon once, then 8 s doubling to 10 s while visible and 60 s hidden, every moment up to there as likely', () => {
    const longest = (hidden: boolean, random: number) => {
      const world = run({ exchange: false, hidden, random: () => random }).tell(start)
      const waits: number[] = []
      for (let n = 0; n < 12; n += 1) {
        world.tell(closed('websocket'))
        waits.push(Math.round(deadline(world.state(), policy) - world.now()))
        world.tick()
      }
      return waits
    }
    expect(longest(false, 0.999_999).slice(0, 4)).toEqual([500, 8_000, 10_000, 10_000])
    expect(longest(true, 0.999_999).slice(0, 6)).toEqual([500, 8_000, 16_000, 32_000, 60_000, 60_000])
    expect(longest(false, 0)).toEqual(Array(12).fill(0))
  })

  test('[CN7] starts over only after a stable period', () => {
    const lost = (after: number) => live().pass(after).tell(closed('websocket')).state()
    const flaky = run({ exchange: false })
      .tell(start, closed('websocket'))
      .tick()
      .tell(closed('websocket'))
      .tick()
    flaky.tell(opened('websocket'), healthy('websocket')).pass(1_000).tell(closed('websocket'))
    expect(flaky.state()).toMatchObject({ is: 'waiting', attempt: 3 })
    expect(lost(policy.stable)).toMatchObject({
      is: 'waiting',
      attempt: 1,
      until: 1_000 + policy.stable + 250,
    })
    expect(flaky.state()).toMatchObject({ until: flaky.now() + policy.backoffCapVisible / 2 })
  })

  test('[CN8] a hint of the server is honoured on top of the jitter', () => {
    const world = live()
    world.tell({ type: 'closed', on: 'websocket', code: 1012, reason: '', hint: 4_000 })
    expect(deadline(world.state(), policy)).toBeGreaterThanOrEqual(world.now() + 4_000)
  })

  test('[CN9] the network, a page that is shown again, and the person end the waiting at once', () => {
    for (const type of ['woken', 'now'] as const) {
      const world = live().tell(closed('websocket'))
      world.effects()
      expect(world.tell({ type }).effects()).toEqual(['open websocket'])
    }
    expect(live().tell(closed('websocket'), { type: 'offline' }).state().is).toBe('waiting')
  })
})

describe('stopping', () => {
  test('[CN10] a close code that says stop stops, says why, and only the person can begin again', () => {
    const world = live()
    world.effects()
    world.tell(closed('websocket', 4410))
    expect(world.effects()).toEqual(['close websocket', 'lose'])
    expect(world.state()).toMatchObject({ is: 'refused', code: 4410 })
    expect(world.tell({ type: 'woken' }, { type: 'tick' }).state().is).toBe('refused')
    expect(world.tell({ type: 'now' }).state().is).toBe('connecting')
  })

  test('[CN10] stop closes whatever is open, in every state', () => {
    const worlds = [run().tell(start), run().tell(start).tick(), live(), byExchange()]
    for (const world of worlds) {
      world.effects()
      world.tell({ type: 'stop' })
      expect(world.state().is).toBe('stopped')
      expect(world.effects().every((effect) => effect.startsWith('close'))).toBe(true)
    }
  })
})

describe('a live WebSocket', () => {
  test('[CN11] an idle half-open line is noticed within 25 s', () => {
    const world = live()
    const since = world.now()
    world.tick()
    expect(world.effects().at(-1)).toBe('ping')
    world.tick()
    expect(world.effects()).toEqual(['close websocket', 'lose'])
    expect(world.now() - since).toBeLessThanOrEqual(25_000)
  })

  test('[CN11] within 8 s while an edit waits for its acknowledgement', () => {
    const world = live().tell({ type: 'unacknowledged', some: true })
    const since = world.now()
    world.tick().tick()
    expect(world.state().is).toBe('waiting')
    expect(world.now() - since).toBeLessThanOrEqual(8_000)
  })

  test('[CN11] an answer keeps it; a slow acknowledgement alone is no reason to leave', () => {
    const world = live().tell({ type: 'unacknowledged', some: true })
    for (let n = 0; n < 10; n += 1) world.tick().tell(heard)
    expect(world.state().is).toBe('live')
  })

  test('[CN6] a throttled or suspended page asks again instead of concluding, however late each time', () => {
    const world = live()
    for (let n = 0; n < 5; n += 1) world.tick(60_000)
    expect(world.state().is).toBe('live')
    world.tell(heard)
    expect(world.tick().state().is).toBe('live')
  })

  test('[CN12] "offline" and waking up ask the line at once and believe only its silence', () => {
    for (const type of ['offline', 'woken'] as const) {
      const world = live()
      world.effects()
      world.tell({ type })
      expect(world.effects()).toEqual(['ping'])
      expect(world.tell(heard).state().is).toBe('live')
      world.tell({ type }).tick()
      expect(world.state().is).toBe('waiting')
    }
  })
})

describe('live by exchange', () => {
  test('[CN13] WebSocket is tried again in the background and takes over without a loss when it is healthy', () => {
    const world = byExchange()
    world.effects()
    world.tick()
    expect(world.effects()).toEqual(['open websocket'])
    world.tell(opened('websocket'))
    expect(world.effects()).toEqual(['ping'])
    world.tell(healthy('websocket'))
    expect(world.effects()).toEqual(['carry websocket', 'close exchange'])
    expect(world.state()).toMatchObject({ is: 'live', carrier: 'websocket' })
  })

  test('[CN13] tries that fail become rarer, at most every 5 minutes, and a woken network tries at once', () => {
    const world = byExchange()
    const gaps: number[] = []
    for (let n = 0; n < 8; n += 1) {
      gaps.push(deadline(world.state(), policy) - world.now())
      world.tick().tell(closed('websocket'))
    }
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b))
    expect(gaps.at(-1)).toBeLessThanOrEqual(policy.probeLast)
    world.effects()
    world.tell({ type: 'woken' })
    expect(world.effects()).toEqual(['open websocket'])
  })

  test('[CN13] a try that opens and stays silent is given up, and nobody notices', () => {
    const world = byExchange().tick().tell(opened('websocket'))
    world.effects()
    world.tick()
    expect(world.effects()).toEqual(['close websocket'])
    expect(world.state()).toMatchObject({ is: 'live', carrier: 'exchange' })
  })

  test('[CN14] when exchange is lost too, whoever stands above is told, and the next attempt waits', () => {
    const world = byExchange()
    world.effects()
    world.tell(closed('exchange'))
    expect(world.effects()).toEqual(['lose'])
    expect(world.state().is).toBe('waiting')
  })

  test('[CN34] a page that is left has nothing open, is called cut, and begins anew as soon as it is back', () => {
    const left: [ReturnType<typeof run>, string[]][] = [
      [run().tell(start), ['close websocket']],
      [run({ blocked: true }).tell(start), ['close websocket', 'close exchange']],
      [live(), ['close websocket', 'lose']],
      [byExchange(), ['close exchange', 'lose']],
      [byExchange().tick(), ['close websocket', 'close exchange', 'lose']],
    ]
    for (const [world, expected] of left) {
      world.effects()
      world.tell({ type: 'suspend' })
      expect(world.state().is).toBe('waiting')
      expect(world.effects()).toEqual(expected)
      world.tell({ type: 'woken' })
      expect(world.state().is).toBe('connecting')
      expect(world.effects()).toContain('open websocket')
    }
  })

  test('[CN34] one that is left while it waits does not begin on the way out, and one that stays after all does', () => {
    const world = live().tell(closed('websocket'), { type: 'suspend' })
    expect(world.state()).toMatchObject({ is: 'waiting', attempt: 1 })
    expect(deadline(world.state(), policy)).toBe(world.now() + policy.backoffCapHidden)
    world.tick()
    expect(world.state().is).toBe('connecting')
  })
})
