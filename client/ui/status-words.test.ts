/** Every state of a session against what may be said of it. */
import { expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { createLeaveGuard } from './leave-guard.ts'
import { isLosable, statusWords } from './status-words.ts'

const well: PadStatus = {
  save: 'saved',
  changes: 0,
  kept: true,
  keeping: false,
  notKept: undefined,
  fromDevice: false,
  line: 'open',
  transport: 'websocket',
  retryIn: undefined,
  wasLive: true,
  attempt: 1,
  storageFails: false,
  deviceOnline: true,
  refused: undefined,
  deleted: false,
  differs: false,
  readOnly: undefined,
  connection: { history: [], roundTrip: undefined, seen: undefined },
}
const words = (change: Partial<PadStatus>) => statusWords({ ...well, ...change }, en)

const everyStatus = (): PadStatus[] => {
  let all: Partial<PadStatus>[] = [{}]
  const vary = <K extends keyof PadStatus>(key: K, values: readonly PadStatus[K][]): void => {
    all = all.flatMap((status) => values.map((value) => ({ ...status, [key]: value })))
  }
  vary('save', ['saved', 'saving', 'on-this-device', 'not-saved'])
  vary('keeping', [false, true])
  vary('notKept', [undefined, 'full'])
  vary('fromDevice', [false, true])
  vary('line', ['connecting', 'open', 'closed'])
  vary('wasLive', [false, true])
  vary('attempt', [1, 5])
  vary('deviceOnline', [false, true])
  vary('refused', [undefined, { code: 4400, reason: '' }, { code: 4409, reason: 'x' }])
  vary('deleted', [false, true])
  vary('differs', [false, true])
  vary('readOnly', [undefined, 'foreign', 'damaged', 'link'])
  return all as PadStatus[]
}

test('[UI1] "Saved" is said exactly when everything is confirmed, the line is open and the copies agree', () => {
  for (const status of everyStatus()) {
    const said = statusWords(status, en)
    if (said.label === en.status.saved || said.sentences.includes(en.status.savedDetail)) {
      expect(status).toMatchObject({
        save: 'saved',
        line: 'open',
        deleted: false,
        differs: false,
        refused: undefined,
      })
    }
    if (status.save !== 'saved' && !status.deleted) {
      const { saving, notSaved, keeping, onThisDevice, offline } = en.status
      expect([saving, notSaved, keeping, onThisDevice, offline]).toContain(said.label)
      if (said.label === onThisDevice || said.label === offline) expect(status.save).toBe('on-this-device')
    }
  }
})

test('[UI1] "Live" is said only over an open line, "Offline" only when the device says so', () => {
  for (const status of everyStatus()) {
    const said = statusWords(status, en)
    if (said.sentences.includes(en.status.live)) expect(status.line).toBe('open')
    if (said.label === en.status.offline) expect(status.deviceOnline).toBe(false)
  }
})

test('[UI1] text that could be lost can always be copied, and a cut line always be tried again', () => {
  for (const status of everyStatus()) {
    const said = statusWords(status, en)
    const losing = status.differs || status.save === 'not-saved' || status.save === 'on-this-device'
    if (losing) expect(said.actions).toContain('copy')
    const final = status.refused || status.deleted || status.differs || status.readOnly === 'damaged'
    const waiting = status.line !== 'open' && !final
    const opening = !status.wasLive && status.deviceOnline && status.attempt === 1 && status.save === 'saved'
    if (waiting && !opening) expect(said.actions).toContain('reconnect')
  }
})

test('[UI1] each state has its words', () => {
  expect(words({}).label).toBe('Saved')
  expect(words({ save: 'saving' }).label).toBe('Saving…')
  expect(words({ line: 'connecting', wasLive: false }).label).toBe('Opening…')
  expect(words({ line: 'closed', attempt: 3 }).label).toBe('Reconnecting…')
  expect(words({ line: 'closed', attempt: 3 }).sentences[0]).toContain('Attempt 3')
  expect(words({ line: 'closed', attempt: 3, retryIn: 4 }).sentences[0]).toContain('in 4 s (attempt 3)')
  expect(words({ transport: 'exchange' })).toMatchObject({ label: 'Saved', tone: 'good' })
  expect(words({ transport: 'exchange' }).sentences).toContain(en.status.liveByHttp)
  expect(words({ line: 'closed', wasLive: false, attempt: 4 })).toMatchObject({
    tone: 'bad',
    label: 'Not live',
  })
  expect(words({ line: 'closed', deviceOnline: false }).label).toBe('Offline')
  expect(words({ save: 'not-saved', line: 'closed' })).toMatchObject({ tone: 'bad', label: 'Not saved' })
  expect(words({ save: 'not-saved', line: 'closed' }).sentences[0]).toBe(en.status.notSavedDetail)
  expect(words({ save: 'not-saved', storageFails: true }).sentences).toContain(en.status.storageFails)
  expect(words({ readOnly: 'damaged', line: 'closed' })).toMatchObject({ tone: 'bad', label: 'Read only' })
  expect(words({ differs: true }).sentences).toEqual([en.status.differs])
  expect(words({ line: 'closed', refused: { code: 4400, reason: 'bad-frame' } }).sentences[0]).toContain(
    'bad-frame',
  )
  expect(words({ line: 'closed', refused: { code: 4409, reason: '' } }).sentences[0]).toBe(
    en.status.otherGeneration,
  )
  expect(words({ deleted: true, line: 'closed' }).label).toBe('Deleted')
  expect(words({ readOnly: 'foreign' }).label).toBe('Read only')
})

test('[AC10, AC13] a read-only link, and one that is good no more, have their words', () => {
  expect(words({ readOnly: 'link' })).toMatchObject({ tone: 'good', label: 'Read only' })
  expect(words({ readOnly: 'link' }).sentences).toEqual([en.status.reading, en.status.liveReading])
  for (const save of ['saving', 'on-this-device', 'not-saved'] as const) {
    const unsaved = words({ readOnly: 'link', save })
    expect(unsaved).toMatchObject({ tone: 'bad', label: 'Not saved', actions: ['copy'] })
    expect(unsaved.sentences[0]).toBe(en.status.unsavedReading)
  }
  const refused = { line: 'closed', refused: { code: 4401, reason: 'link-unknown' } } as const
  expect(words(refused)).toMatchObject({ tone: 'bad', actions: ['reload'] })
  expect(words(refused).sentences[0]).toBe(en.status.linkRevoked)
  expect(words({ ...refused, save: 'not-saved' }).actions).toEqual(['copy', 'reload'])
})

test('[LC8] what only this device has is told with its number, and what no device keeps with its reason', () => {
  const cut = { save: 'on-this-device', kept: true, changes: 12, line: 'closed' } as const
  expect(words({ ...cut, deviceOnline: false })).toMatchObject({ label: 'Offline' })
  expect(words({ ...cut, deviceOnline: false }).sentences[0]).toBe(
    'Offline. 12 changes are kept on this device.',
  )
  expect(words({ ...cut, changes: 1 })).toMatchObject({ label: 'On this device' })
  expect(words({ ...cut, changes: 1 }).sentences[0]).toBe(
    '1 change is kept on this device and not yet on the server.',
  )
  for (const reason of ['missing', 'blocked', 'full', 'failed'] as const) {
    const lost = words({ save: 'not-saved', kept: false, notKept: reason, line: 'closed' })
    expect(lost).toMatchObject({ label: 'Not saved', tone: 'bad' })
    expect(lost.sentences.slice(0, 2)).toEqual([en.status.notSavedDetail, en.status.notKept[reason]])
    expect(words({ notKept: reason }).sentences).toContain(en.status.notKept[reason])
  }
  expect(words({ save: 'not-saved', kept: false, keeping: true, line: 'closed' }).label).toBe('Keeping…')
})

test('[LC7] a text that came from this device alone is never called the server’s', () => {
  for (const status of everyStatus()) {
    const said = statusWords(status, en)
    if (!status.fromDevice) continue
    expect(said.sentences).not.toContain(en.status.notLive)
    if (said.label === en.status.offline) expect(said.sentences).toContain(en.status.fromDevice)
  }
  expect(words({ fromDevice: true, wasLive: false }).label).toBe(en.status.opening)
})

test('[UI2] leaving is questioned only while something is unsaved', () => {
  const listeners: unknown[] = []
  const target = {
    addEventListener: (type: string, listener: unknown) => void listeners.push([type, listener]),
    removeEventListener: () => void listeners.pop(),
  }
  const guard = createLeaveGuard(target as never)
  guard.set(isLosable(well))
  expect(listeners).toHaveLength(0)
  guard.set(isLosable({ ...well, save: 'on-this-device', kept: true }))
  expect(listeners).toHaveLength(0)
  guard.set(isLosable({ ...well, save: 'saving', kept: false }))
  guard.set(isLosable({ ...well, differs: true }))
  expect(listeners).toHaveLength(1)
  let asked = false
  const [, listener] = listeners[0] as [string, (event: object) => void]
  listener({ preventDefault: () => (asked = true) })
  expect(asked).toBe(true)
  guard.set(isLosable(well))
  expect(listeners).toHaveLength(0)
})

test('[AD15] a page the server does not know reads why, and what the operator sets; nothing is promised', () => {
  const told = words({ line: 'closed', refused: { code: 4403, reason: 'foreign-origin' } })
  expect(told.sentences[0]).toContain('HOLDFAST_PUBLIC_URL')
  expect(told).toMatchObject({ tone: 'bad', actions: ['reload'] })
})

test('[AD15] a limit is told with when it is tried again, before and after the pad was live', () => {
  for (const wasLive of [false, true]) {
    const told = words({ line: 'closed', wasLive, attempt: 3, limit: 'pad-full', retryIn: 4 })
    expect(told.sentences[0]).toBe(`${en.status.limits['pad-full']} It is tried again by itself in 4 s.`)
  }
  expect(words({ line: 'closed', limit: 'who knows' }).sentences[0]).toContain('Attempt 1')
})
