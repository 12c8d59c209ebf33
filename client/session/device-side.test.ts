/** A session beside this device's copy: what is loaded first, what is written, and what is unsaved from the start. */
import { afterEach, expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { platformTimers } from '../connection/timers.ts'
import type { KeptReport, LocalCopy } from '../device/local-copy.ts'
import { createPadSession, type PadSession } from './pad-session.ts'
import type { PadStatus } from './status.ts'

/** Never opens: everything here happens before the server says a word. */
class Silent extends EventTarget {
  readyState = 0
  bufferedAmount = 0
  binaryType = 'arraybuffer'
  send(): void {}
  close(): void {}
}

const sessions: PadSession[] = []
afterEach(() => {
  for (const session of sessions.splice(0)) session.close()
})

const titled = (title: string, from?: Uint8Array): Uint8Array => {
  const doc = new Doc()
  if (from) applyUpdate(doc, from)
  doc.getText('title').insert(0, title)
  return encodeStateAsUpdate(doc)
}
const stored = titled('Harbour')

const start = (state: Uint8Array | undefined, parts: readonly Uint8Array[], unsaved = 0) => {
  const seen: PadStatus[] = []
  const written: { update: Uint8Array; own: boolean }[] = []
  const calls: string[] = []
  let report: (report: KeptReport) => void = () => undefined
  const copy: LocalCopy = {
    write: (update, own) => void written.push({ update, own }),
    settled: () => void calls.push('settled'),
    born: (generation) => void calls.push(`born ${generation}`),
    close: () => void calls.push('close'),
  }
  const session = createPadSession(
    {
      page: { padId: 'p', generation: 'g1', sequence: 1, title: '', base: '/', stateUrl: null, damage: null },
      state,
      device: {
        parts,
        unsaved,
        keep: ({ onReport }) => {
          report = onReport
          return copy
        },
      },
      serverUrl: 'ws://127.0.0.1:1/collab',
      stateUrl: 'http://127.0.0.1:1/state',
      fallbackName: 'Guest',
      onStatus: (status) => seen.push(status),
      onPeople: () => {},
    },
    {
      platform: {
        WebSocket: Silent as unknown as typeof WebSocket,
        fetch: () => new Promise(() => {}),
        timers: platformTimers,
        random: Math.random,
        randomKey: () => 'key',
      },
      fetch: (() => Promise.reject(new TypeError())) as typeof fetch,
      wait: async () => {},
      deviceOnline: () => true,
    },
  )
  sessions.push(session)
  session.open()
  const status = () => seen.at(-1) as PadStatus
  return { session, status, written, calls, report: (now: KeptReport) => report(now) }
}

test('[LC6] what the server lacks is unsaved from the start, and kept; what it has is not', () => {
  const more = start(stored, [titled('Our ', stored)], 4)
  expect(more.session.title.toString()).toBe('Our Harbour')
  expect(more.status()).toMatchObject({ save: 'on-this-device', changes: 4, kept: true, fromDevice: false })
  const same = start(stored, [stored], 4)
  expect(same.status()).toMatchObject({ save: 'saved', changes: 0 })
  expect(same.calls).toEqual(['settled'])
})

test('[LC3] a state that the copy contains is not written again, and a newer one only by what it adds', () => {
  expect(start(stored, [stored]).written).toEqual([])
  const { written } = start(titled('Our ', stored), [stored])
  expect(written.map(({ own }) => own)).toEqual([false])
  expect(written[0]?.update.byteLength).toBeLessThan(titled('Our ', stored).byteLength)
})

test('[LC1, LC8] an edit is called kept when its write is reported, with the number of edits', () => {
  const { session, status, written, report } = start(stored, [stored])
  session.title.insert(0, 'A')
  session.title.insert(0, 'B')
  expect(status()).toMatchObject({ save: 'not-saved', keeping: true, changes: 2 })
  expect(written.map(({ own }) => own)).toEqual([true, true])
  report({ kept: true, failure: undefined })
  expect(status()).toMatchObject({ save: 'on-this-device', keeping: false, kept: true })
  report({ kept: false, failure: 'full' })
  expect(status()).toMatchObject({ save: 'not-saved', keeping: false, notKept: 'full' })
})

test('[LC7] without the server the device’s copy is shown as such, and the server’s state is taken when it comes', () => {
  const { session, status, written } = start(undefined, [stored], 0)
  expect(session.title.toString()).toBe('Harbour')
  expect(status()).toMatchObject({ fromDevice: true, save: 'saved' })
  session.receive(titled('Our ', stored), 'g1')
  expect(session.title.toString()).toBe('Our Harbour')
  expect(status()).toMatchObject({ fromDevice: false })
  expect(written).toHaveLength(1)
})

test('[LC5] a state of another life that comes late is refused, not merged', () => {
  const { session, status } = start(undefined, [stored], 2)
  session.receive(titled('Another'), 'g2')
  expect(session.title.toString()).toBe('Harbour')
  expect(status().refused).toMatchObject({ code: 4409 })
  expect(status()).toMatchObject({ save: 'on-this-device', changes: 2 })
})

test('[LC10] each page writes as somebody new', () => {
  const ids = [start(stored, [stored]), start(stored, [stored])].map(
    ({ session }) => session.awareness.clientID,
  )
  expect(new Set(ids).size).toBe(2)
})
