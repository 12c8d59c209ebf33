import { describe, expect, test } from 'vitest'
import { residueOf } from '../../protocol/residue.ts'
import { judgeResidue } from '../../protocol/suspects.ts'
import { ANYBODY, type Seen } from '../../protocol/witness.ts'
import { quietLog } from '../storage/quiet-log.ts'
import { judgeRoundTrip, OUTSIDE_CAUSES } from './judge.ts'
import { createOutside, KEPT_MS } from './outside.ts'
import type { RoundTrip, RoundTripQuestion } from './round-trip.ts'

const ANSWERED: RoundTrip = { is: 'answered', handshakeMs: 12, roundTripMs: 3 }
const REFUSED: RoundTrip = { is: 'refused', status: 404, server: 'nginx', code: undefined }
const UNSEEN: Seen = { nonce: 'nonce-01', seen: false }

function seen(headers: Readonly<Record<string, string>>, upgraded = false): Seen {
  const arrived = residueOf({
    method: 'GET',
    httpVersion: '1.1',
    headers: { host: 'pads.example', 'sec-websocket-key': 'x', ...headers },
  })
  return {
    nonce: 'nonce-01',
    seen: true,
    at: '',
    upgraded,
    arrived,
    visitor: ANYBODY,
    ...judgeResidue(arrived),
  }
}
const WHOLE = { connection: 'Upgrade', upgrade: 'websocket' }

describe('judging a round trip', () => {
  test.each([
    ['upgrade-removed', { ...REFUSED, status: 426 }, seen({ connection: 'close' })],
    ['not-arrived', REFUSED, UNSEEN],
    ['not-arrived', { is: 'silent', opened: false }, UNSEEN],
    ['not-connected', { is: 'not-connected', reason: 'connect ECONNREFUSED' }, UNSEEN],
    ['answer-lost', { is: 'not-connected', reason: 'socket hang up' }, seen(WHOLE, true)],
    ['answer-lost', { is: 'silent', opened: false }, seen(WHOLE, true)],
    ['refused-here', { ...REFUSED, status: 403, code: 'foreign-origin' }, seen(WHOLE)],
    ['silent', { is: 'silent', opened: true }, seen(WHOLE, true)],
    ['cut', { is: 'closed', code: 1006 }, seen(WHOLE, true)],
  ] as const)('[WI9] %s follows from what came back and what arrived', (cause, trip, arrived) => {
    const finding = judgeRoundTrip(trip, arrived)
    expect(finding).toMatchObject({ works: false, cause })
    expect(!finding.works && finding.detail).toContain(OUTSIDE_CAUSES[cause])
  })

  test('[WI9] a stripped upgrade names the proxy and the lines', () => {
    const finding = judgeRoundTrip({ ...REFUSED, status: 426 }, seen({ connection: 'close' }))
    expect(finding).toMatchObject({ suspects: [{ hop: 'nginx', cause: 'upgrade-headers-missing' }] })
    expect(!finding.works && finding.detail).toContain('proxy_set_header Upgrade $http_upgrade;')
  })
})

function stage(trips: readonly RoundTrip[]) {
  let now = 1_000_000
  const asked: RoundTripQuestion[] = []
  const waiting: (() => void)[] = []
  const log = quietLog()
  let ids = 0
  const outside = createOutside(
    { publicUrl: 'https://pads.example/team' },
    {
      witness: { seen: (nonce) => ({ nonce, seen: false }) },
      clock: { now: () => now, after: () => ({ cancel: () => {} }) },
      log,
      newId: () => `random-${++ids}`,
      ask: (question) => {
        asked.push(question)
        const trip = trips[Math.min(asked.length, trips.length) - 1] as RoundTrip
        return new Promise((resolve) => waiting.push(() => resolve(trip)))
      },
    },
  )
  return {
    outside,
    asked,
    log,
    answer: () => waiting.shift()?.(),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('looking from outside', () => {
  test('[WI8] asks the configured address alone, below its path, by the Origin of its page', async () => {
    const { outside, asked, answer } = stage([ANSWERED])
    const look = outside.look()
    answer()
    expect((await look).finding).toEqual({ works: true, handshakeMs: 12, roundTripMs: 3 })
    expect(asked[0]).toMatchObject({ origin: 'https://pads.example' })
    expect(asked[0]?.url).toBe('wss://pads.example/team/collab/random-2?nonce=random-1')
  })

  test('[WI8] the pad it looks at may be read as long as it looks, and no other', async () => {
    const { outside, asked, answer } = stage([ANSWERED])
    expect(outside.looksAt('random-2')).toBe(false)
    const look = outside.look()
    expect(asked[0]?.url).toContain('/collab/random-2?')
    expect([outside.looksAt('random-2'), outside.looksAt('another')]).toEqual([true, false])
    answer()
    await look
    expect(outside.looksAt('random-2')).toBe(false)
  })

  test('[WI8] one look at a time, and what it found is kept for ten seconds', async () => {
    const { outside, asked, answer, pass } = stage([ANSWERED, REFUSED])
    const [first, second] = [outside.look(), outside.look()]
    answer()
    expect(await second).toBe(await first)
    pass(KEPT_MS - 1)
    expect(await outside.look()).toBe(await first)
    expect(asked).toHaveLength(1)
    pass(1)
    const third = outside.look()
    answer()
    expect((await third).finding.works).toBe(false)
    expect(asked).toHaveLength(2)
  })

  test('[WI8] that it broke is logged once, not with each look', async () => {
    const { outside, answer, pass, log } = stage([REFUSED])
    for (let time = 0; time < 3; time += 1) {
      const look = outside.look()
      answer()
      await look
      pass(KEPT_MS)
    }
    expect(log.told('websocket.fails-from-outside')).toHaveLength(1)
  })
})
