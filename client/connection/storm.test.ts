/**
 * A server is killed under five hundred connected clients and comes back: when each of them gets through, by the
 * machine alone and without a clock. The same with sockets is in e2e/connection/storm.test.ts.
 */
import { describe, expect, test } from 'vitest'
import { createBackoff } from './exchange-tuning.ts'
import { step } from './machine.ts'
import { closed, healthy, opened } from './machine-world.ts'
import { DEFAULT_POLICY, type Policy } from './policy.ts'
import { deadline, type Effect, type Event, type State, stopped } from './states.ts'

const CLIENTS = 500
const KILLED_AT = 60_000
const ANSWER_MS = 20

/** mulberry32; the arithmetic of e2e/harness/random.ts, which sources may not import. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Coming {
  readonly at: number
  readonly event: Event
}

/** Milliseconds from the moment the server is up again to the moment this client is live. */
function backAfter(down: number, random: () => number, policy: Policy): number {
  const up = KILLED_AT + down
  const coming: Coming[] = [{ at: 0, event: { type: 'start' } }]
  let state: State = stopped
  let now = 0
  const perform = (effect: Effect) => {
    if (effect.do === 'close') {
      for (const [at, { event }] of [...coming.entries()].reverse()) {
        if ('on' in event && event.on === effect.on) coming.splice(at, 1)
      }
    }
    if (effect.do !== 'open') return
    const later = (after: number, event: Event) => coming.push({ at: now + after, event })
    if (effect.on === 'websocket') {
      if (now < KILLED_AT || now >= up) {
        later(ANSWER_MS, opened('websocket'))
        later(2 * ANSWER_MS, healthy('websocket'))
      } else later(1, closed('websocket'))
      return
    }
    // Three requests; each may find the server there.
    const backoff = createBackoff(random)
    const tries = [0, backoff.next(1), backoff.next(2)]
    let after = 0
    for (const pause of tries) {
      after += pause
      if (now + after >= up) {
        later(after + ANSWER_MS, opened('exchange'))
        return
      }
    }
    later(after, closed('exchange'))
  }
  let told = false
  for (;;) {
    const next: Coming = coming.reduce<Coming>((first, one) => (one.at < first.at ? one : first), {
      at: deadline(state, policy),
      event: { type: 'tick' },
    })
    const killed: boolean = !told && next.at >= KILLED_AT
    const { at, event } = killed ? { at: KILLED_AT, event: closed('websocket') } : next
    told ||= killed
    if (!killed) coming.splice(0, coming.length, ...coming.filter((one) => one !== next))
    now = at
    const surroundings = { now, random, policy, hidden: false, exchange: true, blocked: false }
    const [after, effects] = step(state, event, surroundings)
    state = after
    for (const effect of effects) perform(effect)
    if (told && state.is === 'live') return now - up
  }
}

function storm(down: number, random: (client: number) => () => number, policy = DEFAULT_POLICY) {
  const times = Array.from({ length: CLIENTS }, (_, client) => backAfter(down, random(client), policy))
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const buckets = Array.from({ length: Math.floor((last - first) / 1_000) + 1 }, () => 0)
  for (const time of times) {
    const bucket = Math.floor((time - first) / 1_000)
    buckets[bucket] = (buckets[bucket] ?? 0) + 1
  }
  const mean = CLIENTS / buckets.length
  const calm = buckets.filter((count) => count <= 2 * mean).length / buckets.length
  return { last, buckets, spread: buckets.length >= 8 && calm >= 0.8 }
}

describe('a server that is killed', () => {
  test.each([2_000, 5_000, 10_000, 30_000])('[CN32] and is back after %i ms is not fallen upon', (down) => {
    const seen = storm(down, (client) => seeded(client * 7919 + down))
    console.log(
      `down ${down} ms: last after ${Math.round(seen.last)} ms; by second: ${seen.buckets.join(' ')}`,
    )
    expect(seen.last).toBeLessThan(15_000)
    expect(seen.spread).toBe(true)
  })

  test('[CN32] clients without jitter, and those that only double from half a second, are noticed', () => {
    expect(storm(2_000, () => () => 1).spread).toBe(false)
    const doubling = { ...DEFAULT_POLICY, backoffSpread: 1_000 }
    const seen = storm(2_000, (client) => seeded(client * 7919), doubling)
    console.log(`doubling from 500 ms, by second: ${seen.buckets.join(' ')}`)
    expect(seen.spread).toBe(false)
  })
})
