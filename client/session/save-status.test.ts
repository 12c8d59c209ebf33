import { describe, expect, test } from 'vitest'
import type { SocketReport } from '../connection/report.ts'
import { type SaveEvent, saveStatus, saveStep, untouched } from './save-status.ts'

const report = (change: Partial<SocketReport>): SaveEvent => ({
  type: 'connection',
  report: {
    state: 'open',
    acknowledges: true,
    sent: 0,
    acknowledged: 0,
    answered: false,
    withoutEffect: 0,
    storageFails: false,
    attempt: 1,
    machine: { is: 'stopped' },
    history: [],
    transport: 'websocket',
    ...change,
  },
})
const edited: SaveEvent = { type: 'edited' }
const statusAfter = (...events: SaveEvent[]) => saveStatus(events.reduce(saveStep, untouched))

/** Opened, step 2 sent and acknowledged. */
const opened = [
  report({}),
  report({ sent: 1, answered: true }),
  report({ sent: 1, answered: true, acknowledged: 1 }),
]

describe('save status', () => {
  test('[SE1] an edit is saving until the acknowledgement that counts its frame, then saved', () => {
    const sent = report({ sent: 2, answered: true, acknowledged: 1 })
    expect(statusAfter(...opened, edited, sent)).toBe('saving')
    expect(statusAfter(...opened, edited, sent, report({ sent: 2, answered: true, acknowledged: 2 }))).toBe(
      'saved',
    )
  })

  test('[SE1] the order of "edited" and "sent" does not matter: an old acknowledgement saves nothing', () => {
    expect(statusAfter(...opened, report({ sent: 2, answered: true, acknowledged: 1 }), edited)).toBe(
      'saving',
    )
    expect(statusAfter(...opened, edited)).toBe('saving')
    expect(statusAfter(...opened, edited, report({ sent: 1, answered: true, acknowledged: 1 }))).toBe(
      'saving',
    )
  })

  test('[SE2] what was typed offline is unsaved until the step 2 that carries it is acknowledged', () => {
    const offline = [...opened, report({ state: 'closed' }), edited]
    expect(statusAfter(...offline)).toBe('not-saved')
    const reopened = [...offline, report({ state: 'connecting' }), report({})]
    expect(statusAfter(...reopened)).toBe('saving')
    const update = report({ sent: 1, acknowledged: 1 })
    expect(statusAfter(...reopened, update)).toBe('saving')
    expect(statusAfter(...reopened, report({ sent: 1, answered: true }))).toBe('saving')
    expect(statusAfter(...reopened, report({ sent: 1, answered: true, acknowledged: 1 }))).toBe('saved')
  })

  test('[SE3] connected is not saved: a server that never acknowledges never saves', () => {
    const silent = { acknowledges: false, sent: 2, answered: true }
    expect(statusAfter(report(silent), edited, report(silent))).toBe('saving')
  })

  test('[SE3] a server that cannot write says so, and the text is called not saved', () => {
    const failing = report({ sent: 2, answered: true, acknowledged: 1, storageFails: true })
    expect(statusAfter(...opened, edited, failing)).toBe('not-saved')
  })

  test('[SE6] an acknowledged edit that changed nothing is not saved until the copies were found to agree', () => {
    const sent = { sent: 2, answered: true }
    const doubted = [...opened, edited, report({ ...sent, acknowledged: 2, withoutEffect: 1 })]
    expect(statusAfter(...doubted)).toBe('saving')
    expect(statusAfter(...doubted, { type: 'agreed', withoutEffect: 1 })).toBe('saved')
    const again = report({ ...sent, acknowledged: 2, withoutEffect: 2 })
    expect(statusAfter(...doubted, { type: 'agreed', withoutEffect: 1 }, again)).toBe('saving')
  })

  test('[SE4] a copy in this browser is told apart from the server, and only the newest edit counts', () => {
    const offline = [...opened, report({ state: 'closed' }), edited]
    expect(statusAfter(...offline, { type: 'kept', kept: true })).toBe('on-this-device')
    expect(statusAfter(...offline, { type: 'kept', kept: true }, edited)).toBe('not-saved')
  })

  test('[SE5] nothing typed is nothing unsaved, connected or not', () => {
    expect(statusAfter()).toBe('saved')
    expect(statusAfter(...opened, report({ state: 'closed' }))).toBe('saved')
  })
})
