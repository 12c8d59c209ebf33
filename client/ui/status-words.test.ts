/** Every state of a session against what may be said of it. */
import { expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { createLeaveGuard } from './leave-guard.ts'
import { isUnsaved, statusWords } from './status-words.ts'

const well: PadStatus = {
  save: 'saved',
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
}
const words = (change: Partial<PadStatus>) => statusWords({ ...well, ...change }, en)

const everyStatus = (): PadStatus[] => {
  let all: Partial<PadStatus>[] = [{}]
  const vary = <K extends keyof PadStatus>(key: K, values: readonly PadStatus[K][]): void => {
    all = all.flatMap((status) => values.map((value) => ({ ...status, [key]: value })))
  }
  vary('save', ['saved', 'saving', 'on-this-device', 'not-saved'])
  vary('line', ['connecting', 'open', 'closed'])
  vary('wasLive', [false, true])
  vary('attempt', [1, 5])
  vary('deviceOnline', [false, true])
  vary('refused', [undefined, { code: 4400, reason: '' }, { code: 4409, reason: 'x' }])
  vary('deleted', [false, true])
  vary('differs', [false, true])
  vary('readOnly', [undefined, 'foreign', 'damaged'])
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
      expect([en.status.saving, en.status.notSaved]).toContain(said.label)
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

test('[UI2] leaving is questioned only while something is unsaved', () => {
  const listeners: unknown[] = []
  const target = {
    addEventListener: (type: string, listener: unknown) => void listeners.push([type, listener]),
    removeEventListener: () => void listeners.pop(),
  }
  const guard = createLeaveGuard(target as never)
  guard.set(isUnsaved(well))
  expect(listeners).toHaveLength(0)
  guard.set(isUnsaved({ ...well, save: 'saving' }))
  guard.set(isUnsaved({ ...well, differs: true }))
  expect(listeners).toHaveLength(1)
  let asked = false
  const [, listener] = listeners[0] as [string, (event: object) => void]
  listener({ preventDefault: () => (asked = true) })
  expect(asked).toBe(true)
  guard.set(isUnsaved(well))
  expect(listeners).toHaveLength(0)
})
