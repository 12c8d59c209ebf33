import { describe, expect, test } from 'vitest'
import { quietLog } from '../storage/quiet-log.ts'
import { attend, noTraffic } from './attendance.ts'
import { createTally } from './tally.ts'

describe('the tally', () => {
  test('[OP6] a page that comes back counts as reconnected by the way it came, others never', () => {
    const tally = createTally()
    tally.joined('websocket', 'page-one')
    tally.joined('websocket', 'page-two')
    tally.joined('websocket', undefined)
    tally.joined('websocket', undefined)
    expect(tally.read().reconnects).toEqual({ websocket: 0, exchange: 0 })
    tally.joined('exchange', 'page-one')
    tally.joined('websocket', 'page-one')
    expect(tally.read()).toMatchObject({
      reconnects: { websocket: 1, exchange: 1 },
      joins: { websocket: 5, exchange: 1 },
      peers: { websocket: 5, exchange: 1 },
    })
  })

  test('[OP6] of endless pages the longest unseen are forgotten', () => {
    const tally = createTally()
    tally.joined('websocket', 'first')
    for (let at = 0; at < 5_000; at += 1) tally.joined('websocket', `early-${at}`)
    tally.joined('websocket', 'first')
    for (let at = 0; at < 9_000; at += 1) tally.joined('websocket', `late-${at}`)
    tally.joined('websocket', 'early-0')
    expect(tally.read().reconnects.websocket).toBe(1)
    tally.joined('websocket', 'first')
    expect(tally.read().reconnects.websocket).toBe(2)
  })

  test('[OP7] a commit takes from its beginning to its end, and one that fails is not counted', () => {
    let now = 100
    const tally = createTally(() => now)
    tally.committing()
    const committed = tally.committing()
    now += 7
    committed()
    expect(tally.read().commits).toMatchObject({ count: 1, sum: 0.007 })
  })
})

describe('an attendance', () => {
  const who = {
    transport: 'websocket',
    pad: 'weekly',
    peer: 'ws-1',
    address: '192.0.2.7',
    page: 'page-key-1',
    extended: true,
  } as const

  function seated() {
    const log = quietLog()
    const tally = createTally()
    let now = 1_000
    const traffic = { received: noTraffic(), sent: noTraffic() }
    const attendance = attend(who, traffic, { tally, log, clock: { now: () => now } })
    const pass = (milliseconds: number) => {
      now += milliseconds
    }
    return { log, tally, traffic, attendance, pass }
  }

  test('[OP3] one line at the seat and one at the end, with what it carried, and counted once', () => {
    const { log, tally, traffic, attendance, pass } = seated()
    expect(tally.read().peers.websocket).toBe(1)
    Object.assign(traffic.received, { frames: 3, bytes: 30 })
    Object.assign(traffic.sent, { frames: 4, bytes: 40 })
    pass(2_500)
    attendance.left({ by: 'server', reason: 'deleted', detail: 'the pad was deleted' })
    attendance.left({ by: 'line', code: 1006 })
    const told = { transport: 'websocket', pad: 'weekly', peer: 'ws-1', address: '192.0.2.7' }
    expect(log.lines).toEqual([
      { event: 'peer.joined', fields: { ...told, extended: true } },
      {
        event: 'peer.left',
        fields: {
          ...told,
          durationMs: 2_500,
          by: 'server',
          code: 4410,
          reason: 'deleted: the pad was deleted',
          framesIn: 3,
          bytesIn: 30,
          framesOut: 4,
          bytesOut: 40,
        },
      },
    ])
    expect(tally.read().peers.websocket).toBe(0)
  })

  test.each([
    [{ by: 'client', code: 1001 }, 'going-away'],
    [{ by: 'client', code: 3999 }, undefined],
    [{ by: 'line', code: 1006 }, undefined],
  ] as const)('[OP3, OP15] %j is told by its name and never in the words of the client', (ending, reason) => {
    const { log, attendance } = seated()
    attendance.left(ending)
    expect(log.told('peer.left')[0]?.fields).toMatchObject({ ...ending, reason })
  })
})
