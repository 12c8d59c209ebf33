import { describe, expect, test } from 'vitest'
import { MAX_AWARENESS_BYTES, MAX_AWARENESS_CLIENTS_PER_PEER } from '../../protocol/limits.ts'
import { createPresence } from './presence.ts'

const entry = (client: number, clock: number, state = '{}') => ({ client, clock, state })

function stand() {
  let now = 0
  return {
    presence: createPresence<string>(() => now),
    pass: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('presence', () => {
  test('[RO21] a client speaks for itself; what others send in its name is dropped', () => {
    const { presence } = stand()
    expect(presence.receive('a', [entry(1, 1)])).toEqual([entry(1, 1)])
    expect(presence.receive('b', [entry(2, 1), entry(1, 2, '{"stolen":true}')])).toEqual([entry(2, 1)])
    expect(presence.receive('b', [entry(1, 2, 'null')])).toEqual([])
    expect(presence.all()).toEqual([entry(1, 1), entry(2, 1)])
  })

  test('[RO22] a clock that is not ahead is stale and dropped, from its owner too', () => {
    const { presence } = stand()
    presence.receive('a', [entry(1, 5)])
    expect(presence.receive('a', [entry(1, 5), entry(1, 4)])).toEqual([])
    expect(presence.receive('a', [entry(1, 6)])).toEqual([entry(1, 6)])
  })

  test('[RO22] a late echo does not bring back who has left', () => {
    const { presence } = stand()
    presence.receive('a', [entry(1, 5)])
    expect(presence.leave('a')).toEqual([entry(1, 5, 'null')])
    expect(presence.receive('b', [entry(1, 5)])).toEqual([])
    expect(presence.all()).toEqual([])
  })

  test('[RO23] a tab relayed by another tab is taken over by its own connection', () => {
    const { presence } = stand()
    presence.receive('tab one', [entry(1, 1)])
    presence.receive('tab one', [entry(2, 1)])
    expect(presence.receive('tab two', [entry(2, 2)])).toEqual([entry(2, 2)])
    expect(presence.leave('tab one')).toEqual([entry(1, 1, 'null')])
  })

  test('[RO24] an owner not heard for 20 s is replaced by the connection its user came back on', () => {
    const { presence, pass } = stand()
    presence.receive('old line', [entry(1, 1)])
    pass(19_999)
    expect(presence.receive('new line', [entry(1, 2)])).toEqual([])
    pass(1)
    expect(presence.receive('new line', [entry(1, 2)])).toEqual([entry(1, 2)])
    expect(presence.leave('old line')).toEqual([])
  })

  test('[RO24] a page moves between its connections at once, with the clock it has; nobody else can', () => {
    const { presence } = stand()
    presence.receive('by WebSocket', [entry(1, 5)], 'page key')
    expect(presence.receive('by HTTP', [entry(1, 5)], 'another key')).toEqual([])
    expect(presence.receive('by HTTP', [entry(1, 5)])).toEqual([])
    expect(presence.receive('by HTTP', [entry(1, 5)], 'page key')).toEqual([entry(1, 5)])
    expect(presence.leave('by WebSocket')).toEqual([])
    expect(presence.all()).toEqual([entry(1, 5)])
  })

  test('[RO25] states that are too large or not JSON, and clients beyond what a peer may speak for, are dropped', () => {
    const { presence } = stand()
    expect(
      presence.receive('a', [entry(1, 1, '{'), entry(1, 1, `"${'x'.repeat(MAX_AWARENESS_BYTES)}"`)]),
    ).toEqual([])
    const many = Array.from({ length: MAX_AWARENESS_CLIENTS_PER_PEER + 5 }, (_, n) => entry(n + 10, 1))
    expect(presence.receive('a', many)).toHaveLength(MAX_AWARENESS_CLIENTS_PER_PEER)
  })

  test('[RO26] who asks is told what changed since, removals included, and not what it says itself', () => {
    const { presence } = stand()
    presence.receive('a', [entry(1, 1)])
    const before = presence.version()
    expect(presence.since(before, 'b')).toEqual([])
    presence.receive('b', [entry(2, 1)])
    presence.receive('c', [entry(3, 1)])
    presence.leave('a')
    expect(presence.since(before, 'b')).toEqual([entry(3, 1), entry(1, 1, 'null')])
    expect(presence.since(presence.version(), 'b')).toEqual([])
    expect(presence.receive('c', [entry(2, 2)])).toEqual([])
    expect(presence.since(before, 'c')).toEqual([entry(2, 1), entry(1, 1, 'null')])
  })

  test('[RO27] who is about to go is taken over by another connection with the same clock, once', () => {
    const { presence } = stand()
    presence.receive('old', [entry(1, 5)])
    expect(presence.receive('new', [entry(1, 5)])).toEqual([])
    presence.release('old')
    expect(presence.receive('new', [entry(1, 4)])).toEqual([])
    expect(presence.receive('new', [entry(1, 5)])).toEqual([entry(1, 5)])
    expect(presence.receive('third', [entry(1, 6)])).toEqual([])
    expect(presence.leave('old')).toEqual([])
    expect(presence.all()).toEqual([entry(1, 5)])
  })
})
