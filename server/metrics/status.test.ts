import { describe, expect, test } from 'vitest'
import { operatorEn } from '../../protocol/words/en-operator.ts'
import type { Facts } from './facts.ts'
import { createHistory } from './history.ts'
import { ATTENTION, type Attention, statusOf } from './status.ts'
import { createTally } from './tally.ts'
import { quietFacts } from './test-facts.ts'

const NOW = Date.UTC(2026, 0, 2, 12)
const MINUTE = 60_000

const ask = (facts: Facts, administrator = false, history = createHistory()) =>
  statusOf({
    now: NOW,
    administrator,
    facts,
    history,
    occupied: () => [
      { id: 'small-pad', people: 1 },
      { id: 'large-pad', people: 9 },
    ],
  })

const admission = (some: Partial<Facts['admission']>): Facts['admission'] => ({
  seats: 0,
  denied: new Map(),
  unlistedProxies: new Map(),
  ...some,
})

const NGINX: Facts['strippings'] = [
  {
    hop: 'nginx',
    cause: 'http-1.0',
    confidence: 'likely',
    fix: ['proxy_http_version 1.1;'],
    count: 7,
    lastAt: NOW - MINUTE,
    furtherOut: false,
  },
]

function slow(): Facts['counts'] {
  const tally = createTally()
  for (let at = 0; at < 20; at += 1) tally.acknowledged(2_000)
  return tally.read()
}

describe('the status', () => {
  test('[OP9] pad ids and addresses are for the administrator alone', () => {
    const facts = quietFacts({
      admission: admission({ unlistedProxies: new Map([['10.9.8.7', 3]]) }),
      health: { ok: true, warning: 'pad secret-pad is damaged' },
    })
    const told = JSON.stringify(ask(facts))
    for (const kept of ['10.9.8.7', 'secret-pad', 'large-pad']) expect(told).not.toContain(kept)
    expect(ask(facts)).toMatchObject({
      administrator: false,
      unlistedProxies: { count: 1 },
      storage: { damaged: true },
    })
    expect(ask(facts, true)).toMatchObject({
      administrator: true,
      unlistedProxies: { addresses: [{ address: '10.9.8.7', requests: 3 }] },
      storage: { warning: 'pad secret-pad is damaged' },
      pads: [
        { id: 'large-pad', people: 9 },
        { id: 'small-pad', people: 1 },
      ],
    })
  })

  test('[OP10] nothing needs attention when nothing happened', () => {
    expect(ask(quietFacts({ diskFree: 5 * 1024 ** 3 })).attention).toEqual([])
  })

  const loop = (p99: number) => ({ ...quietFacts().process, loopDelay: { median: 0, p99, max: 1 } })
  test.each<[Attention, Partial<Facts>]>([
    ['storage-failing', { health: { ok: false, reason: 'no space left' } }],
    ['disk-low', { diskFree: 1024 ** 3 - 1 }],
    ['storage-damaged', { health: { ok: true, warning: 'a pad is damaged' } }],
    ['stripped', { strippings: NGINX }],
    ['proxies-unlisted', { admission: admission({ unlistedProxies: new Map([['10.0.0.1', 1]]) }) }],
    ['origin-refused', { admission: admission({ denied: new Map([['foreign-origin', 1]]) }) }],
    ['limit-reached', { admission: admission({ denied: new Map([['pad-full', 1]]) }) }],
    ['saving-slow', { counts: slow() }],
    ['loop-late', { process: loop(0.1) }],
  ])('[OP10] %s is told, alone', (what, facts) => {
    expect(ask(quietFacts(facts)).attention).toEqual([what])
    expect(operatorEn.attention[what]).toMatch(/\.$/)
  })

  test('[OP10] each of them has its words', () => {
    expect(Object.keys(operatorEn.attention).sort()).toEqual([...ATTENTION].sort())
  })

  test('[OP10] a limit that was reached hours ago is told in the table and no longer needs attention', () => {
    const facts = quietFacts({ admission: admission({ denied: new Map([['pad-full', 4]]) }) })
    const history = createHistory()
    history.add(NOW - 90 * MINUTE, facts)
    const status = ask(facts, false, history)
    expect(status.limits.find(({ code }) => code === 'pad-full')).toEqual({
      code: 'pad-full',
      option: 'HOLDFAST_LIMIT_CONNECTIONS_PER_PAD',
      total: 4,
      lastHour: 0,
    })
    expect(status.attention).toEqual([])
  })
})

describe('the history', () => {
  test('[OP11] each minute holds what it added, the running one as far as it has come', () => {
    const tally = createTally()
    const history = createHistory()
    tally.joined('websocket', 'page-one')
    tally.acknowledged(9)
    history.add(NOW, quietFacts({ counts: tally.read() }))
    tally.left('websocket')
    tally.joined('exchange', 'page-one')
    const denied = new Map([['pad-full', 2] as const])
    const now = quietFacts({ counts: tally.read(), strippings: NGINX, admission: admission({ denied }) })
    expect(history.minutes(NOW + 1_000, now)).toEqual([
      {
        at: NOW,
        websocket: 1,
        exchange: 0,
        joins: 1,
        reconnects: 0,
        stripped: 0,
        updates: 0,
        refused: {},
        savedWithin: 10,
      },
      {
        at: NOW + 1_000,
        websocket: 0,
        exchange: 1,
        joins: 1,
        reconnects: 1,
        stripped: 7,
        updates: 0,
        refused: { 'pad-full': 2 },
        savedWithin: null,
      },
    ])
  })

  test('[OP11] it goes back a day and no further, and edits of more than an hour ago do not slow the present', () => {
    const history = createHistory()
    history.add(NOW - 2_000 * MINUTE, quietFacts({ counts: slow() }))
    for (let at = 1; at <= 1_500; at += 1) history.add(NOW + at * MINUTE, quietFacts({ counts: slow() }))
    const minutes = history.minutes(NOW, quietFacts({ counts: slow() }))
    expect(minutes).toHaveLength(24 * 60 + 1)
    expect(history.saving(quietFacts({ counts: slow() })).count).toBe(0)
  })
})
