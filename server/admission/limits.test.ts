/** Each limit: just under passes, just over is refused, others are unaffected. */
import { describe, expect, test } from 'vitest'
import { quietLog } from '../storage/quiet-log.ts'
import type { AdmissionLimits } from './admission.ts'
import { createAllowance } from './allowance.ts'
import { closeReasonOf, Denied, deniedBy } from './denials.ts'
import { createTestAdmission, type TestAdmissionOptions } from './test-admission.ts'

function open(limits: Partial<AdmissionLimits>, options: TestAdmissionOptions = {}) {
  let now = Date.UTC(2026, 0, 1)
  const log = quietLog()
  const admission = createTestAdmission({ ...options, limits }, { clock: { now: () => now }, log })
  const at = (remoteAddress: string, headers = {}) =>
    admission.visitor({ socket: { remoteAddress }, headers })
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { admission, at, log, pass }
}

/** How many of `most` tries pass before the first is denied, and how. */
function untilDenied(most: number, act: () => void): [number, string | undefined] {
  for (let done = 0; done < most; done += 1) {
    const denied = deniedBy(act)
    if (denied) return [done, denied.code]
  }
  return [most, undefined]
}

const ADA = '198.51.100.7'
const BERT = '198.51.100.8'

describe('connections', () => {
  test('[AD9] are bounded for one address, and whoever leaves makes room', () => {
    const { admission, at } = open({ perAddress: 2 })
    const leave = admission.sit(at(ADA), 'a')
    expect(untilDenied(5, () => admission.sit(at(ADA), 'b'))).toEqual([1, 'address-full'])
    expect(deniedBy(() => admission.sit(at(BERT), 'a'))).toBeUndefined()
    leave()
    leave()
    expect(untilDenied(5, () => admission.sit(at(ADA), 'a'))).toEqual([1, 'address-full'])
  })

  test('[AD9] are bounded for one pad and in total', () => {
    const { admission, at } = open({ perPad: 2, total: 3 })
    expect(untilDenied(5, () => admission.sit(at(ADA), 'a'))).toEqual([2, 'pad-full'])
    expect(untilDenied(5, () => admission.sit(at(BERT), 'b'))).toEqual([1, 'server-full'])
    expect(admission.counts()).toMatchObject({ seats: 3 })
    expect([...admission.counts().denied]).toEqual([
      ['pad-full', 1],
      ['server-full', 1],
    ])
  })

  test('[AD8] from a proxy that names nobody are fifty times as many', () => {
    const { admission, at, log } = open({ perAddress: 2 })
    expect(untilDenied(200, () => admission.sit(at('10.0.0.9', { 'x-forwarded-for': ADA }), 'a'))).toEqual([
      100,
      'address-full',
    ])
    expect(log.told('admission.unlisted-proxy')).toMatchObject([
      { fields: { address: '10.0.0.9', option: 'HOLDFAST_TRUSTED_PROXIES' } },
    ])
    expect(admission.counts().unlistedProxies.get('10.0.0.9')).toBe(101)
  })

  test('[AD10] are opened at a bounded rate, each address at its own', () => {
    const { admission, at, pass } = open({ joinsPerMinute: 6 })
    expect(untilDenied(10, () => admission.open(at(ADA)))).toEqual([6, 'too-many-joins'])
    expect(untilDenied(6, () => admission.open(at(BERT)))).toEqual([6, undefined])
    pass(9_999)
    expect(deniedBy(() => admission.open(at(ADA)))).toMatchObject({ retryAfterMs: 1 })
    pass(1)
    expect(untilDenied(10, () => admission.open(at(ADA)))).toEqual([1, 'too-many-joins'])
  })
})

describe('a peer', () => {
  test('[AD11] sends so many frames a second, ten seconds’ worth at once', () => {
    const { admission, at, pass } = open({ framesPerSecond: 10 })
    const flow = admission.flow(at(ADA))
    expect(untilDenied(200, () => flow.take(1, 1))).toEqual([100, 'too-many-frames'])
    expect(deniedBy(() => admission.flow(at(ADA)).take(1, 1))).toBeUndefined()
    pass(100)
    expect(untilDenied(200, () => flow.take(1, 1))).toEqual([1, 'too-many-frames'])
  })

  test('[AD11] sends so many bytes a second, and nothing is too large to pass at all', () => {
    const { admission, at, pass } = open({ bytesPerSecond: 1_000 })
    const flow = admission.flow(at(ADA))
    expect(untilDenied(10, () => flow.take(1, 16_000))).toEqual([2, 'too-many-bytes'])
    pass(32_000)
    expect(deniedBy(() => flow.take(1, 100_000))).toBeUndefined()
    pass(60_000)
    expect(deniedBy(() => flow.take(1, 1))).toMatchObject({ code: 'too-many-bytes' })
    pass(40_000)
    expect(deniedBy(() => flow.take(1, 1))).toBeUndefined()
  })

  test('[AD11] that is refused has taken nothing', () => {
    const { admission, at } = open({ framesPerSecond: 1, bytesPerSecond: 1_000 })
    const flow = admission.flow(at(ADA))
    flow.take(1, 32_000)
    expect(untilDenied(5, () => flow.take(1, 1))).toEqual([0, 'too-many-bytes'])
    expect(deniedBy(() => flow.take(9, 0))).toBeUndefined()
  })

  test('[AD11] that types with a held key, pastes, or is one of a class of forty meets no limit', () => {
    const { admission, at, pass } = open({})
    const pupils = Array.from({ length: 40 }, () => {
      admission.open(at(ADA))
      admission.sit(at(ADA), 'lesson')
      return admission.flow(at(ADA))
    })
    // A held key repeats 33 times a second, and each letter moves the cursor too: for a minute.
    for (let second = 0; second < 60; second += 1) {
      for (const pupil of pupils) for (let frame = 0; frame < 66; frame += 1) pupil.take(1, 60)
      pass(1_000)
    }
    pupils[0]?.take(1, 16 * 1024 * 1024)
    // The server restarts: all of them come back at once, first by WebSocket, then by HTTP.
    for (const _ of pupils) for (let transport = 0; transport < 2; transport += 1) admission.open(at(ADA))
    expect(admission.counts().denied.size).toBe(0)
  })
})

describe('what is said', () => {
  test('[AD13] pads are bounded for one address, and it is told for how long', () => {
    const { admission, at } = open({ padsPerHour: 2 })
    expect(untilDenied(5, () => admission.create(at(ADA)))).toEqual([2, 'too-many-pads'])
    expect(deniedBy(() => admission.create(at(BERT)))).toBeUndefined()
    expect(deniedBy(() => admission.create(at(ADA)))).toMatchObject({ retryAfterMs: 30 * 60 * 1000 })
  })

  test('[AD14] each limit is counted each time and logged once an hour for each source, with its option', () => {
    const { admission, at, log, pass } = open({ perAddress: 1 })
    admission.sit(at(ADA), 'a')
    for (let time = 0; time < 3; time += 1) deniedBy(() => admission.sit(at(ADA), 'a'))
    const option = 'HOLDFAST_LIMIT_CONNECTIONS_PER_ADDRESS'
    expect(log.told('admission.denied')).toMatchObject([
      { fields: { code: 'address-full', source: ADA, option } },
    ])
    expect(admission.counts().denied.get('address-full')).toBe(3)
    pass(60 * 60 * 1000)
    deniedBy(() => admission.sit(at(ADA), 'a'))
    expect(log.told('admission.denied')).toHaveLength(2)
  })

  test('[AD14] a close reason names the limit and the time, within what a close frame holds', () => {
    expect(closeReasonOf(new Denied('too-many-frames', 'x', 1_500))).toBe('retry-after=1500; too-many-frames')
  })
})

test('[AD10, WI6] an allowance is each source’s own, is regained with time, and never exceeds the burst', () => {
  let now = 0
  const { take } = createAllowance({ burst: 2, perSecond: 0.1 }, { now: () => now })
  expect([take('a'), take('a'), take('a'), take('b')]).toEqual([0, 0, 10_000, 0])
  now += 9_000
  expect(take('a')).toBe(1_000)
  now += 1_000
  expect([take('a'), take('a')]).toEqual([0, 10_000])
  now += 3_600_000
  expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 10_000])
})
