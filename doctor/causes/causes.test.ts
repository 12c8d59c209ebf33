/** The causes from observations alone, for every fault there is: no proxy, no network. */
import { expect, test } from 'vitest'
import { causesOf, signatureOf } from '../../proxy-configs/causes/causes.ts'
import { CLASSES, classOf } from '../../proxy-configs/causes/classes.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import type { Fault } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { isForward, isProxy } from '../../proxy-configs/hop.ts'
import { expected, GOOD, stripped } from '../../proxy-configs/probes.ts'
import type { Observed } from '../checks/check.ts'

const observed = (results: Observed, more: Partial<Observation> = {}): Observation => ({
  results,
  took: {},
  brands: new Set(),
  hops: undefined,
  tells: new Set(),
  ...more,
})

/** What is seen of a fault from outside, when all of it is. */
const ideal = (fault: Fault): Observation =>
  observed(expected(fault.expect), {
    brands: signatureOf(fault.way),
    isThrough: fault.way.hops.some(isForward),
    isBelow: fault.way.hops.some((hop) => isProxy(hop) && hop.subPath !== undefined),
    took: fault.takes?.held === undefined ? {} : { held: fault.takes.held },
    hops: hopsTold(fault),
    tells: new Set(fault.tells),
  })

/** Each proxy of the way says whom it forwards for, unless that is what is wrong. */
function hopsTold({ way, expect: { forwarded = 'right' } }: Fault): number | undefined {
  if (forwarded === 'unseen' || forwarded.includes('address')) return undefined
  return way.hops.filter((hop) => isProxy(hop) && !isForward(hop)).length
}

test.each([...FAULTS])('[DO4] $id is its own first cause', (fault) => {
  const [first] = causesOf(ideal(fault), FAULTS)
  expect(first?.faults.map(({ id }) => id)).toContain(fault.id)
})

test('[DO4] a good deployment has no cause', () => {
  expect(causesOf(observed(GOOD), FAULTS)).toEqual([])
})

const [some] = FAULTS as readonly [Fault, ...Fault[]]
const fault = (id: string, more: Partial<Fault>): Fault => ({ ...some, id, ...more })

const headers = fault('headers', { culprit: 'nginx', expect: stripped('upgrade-headers-missing nginx') })
const body = fault('body', { culprit: 'nginx', expect: { large: '413 nginx' } })
const other = fault('other', {
  culprit: 'squid',
  way: { hops: [{ good: 'squid' }] },
  expect: stripped('upgrade-headers-missing nginx'),
})
const idsOf = (observation: Observation, faults: readonly Fault[]) =>
  causesOf(observation, faults).map(({ faults: found }) => found.map(({ id }) => id))

test('[DO4] two faults at once are two causes, the larger first', () => {
  const both = { ...expected(headers.expect), large: '413 nginx' } as const
  expect(idsOf(observed(both), [body, headers])).toEqual([['headers'], ['body']])
})

test('[DO4] the mark of a proxy decides between equals; without one they are one cause, when they are as long', () => {
  const results = expected(headers.expect)
  expect(idsOf(observed(results, { brands: new Set(['squid']) }), [headers, other])).toEqual([['other']])
  expect(idsOf(observed(results), [headers, other])).toEqual([['headers', 'other']])
})

test('[DO4] what was not looked at speaks neither for a fault nor against it', () => {
  const { residue: _unknown, ...results } = expected(headers.expect)
  const [first] = causesOf(observed(results), [headers, body])
  expect(first?.faults).toEqual([headers])
  expect(idsOf(observed({ handshake: '101' }), [headers])).toEqual([])
})

test('[DO4] time tells a fault that takes some from one that does not', () => {
  const slow = fault('slow', { expect: { page: '504 nginx' }, takes: { page: 2_000 } })
  const quick = fault('quick', { expect: { page: '504 nginx' } })
  const results: Observed = { page: '504 nginx' }
  expect(idsOf(observed(results, { took: { page: 10 } }), [slow, quick])).toEqual([['quick']])
})

test('[DO4] the place of the guilty hop decides which of a chain it is', () => {
  const chain = (at: number) =>
    fault(`chain-${at}`, {
      expect: headers.expect,
      way: {
        hops: [0, 1].map((index) => ({ good: 'nginx', ...(index === at && { edits: [{ at: 'x' }] }) })),
      },
    })
  const seen = observed(expected(headers.expect), { place: { at: 1, of: 2 } })
  expect(idsOf(seen, [chain(0), chain(1)])).toEqual([['chain-1']])
})

test.each([...FAULTS])('[DO3] $id is named alone, or with its class and nobody else', (fault) => {
  const [first] = causesOf(ideal(fault), FAULTS)
  expect(first?.faults.map(({ id }) => id).sort()).toEqual([...classOf(fault.id)].sort())
})

test('[DO3] a class names faults that exist, and no fault is in two', () => {
  const members = CLASSES.flatMap(({ faults }) => faults)
  expect(new Set(members).size).toBe(members.length)
  expect(members.filter((id) => !FAULTS.some((each) => each.id === id))).toEqual([])
})
