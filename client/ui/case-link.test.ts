import { describe, expect, test } from 'vitest'
import type { PadStatus } from '../session/status.ts'
import { caseFragment, caseOf, readCase } from './case-link.ts'
import { writeJson } from './fragment.ts'

const ended = { code: 1006, reason: 'wss://pads.example/collab/secret-pad?token=secret' }
const attempt = { on: 'websocket', at: 5, opened: false, healthy: false, ended } as const
const status = {
  transport: 'exchange',
  connection: { history: Array.from({ length: 8 }, () => attempt), roundTrip: 12, seen: undefined },
} as unknown as PadStatus

describe('the case that a pad hands on', () => {
  test('[DG9] says by what it lives and how its last attempts went', () => {
    expect(readCase(caseFragment(caseOf(status, 1234)))).toEqual({
      at: 1234,
      transport: 'exchange',
      attempts: Array.from({ length: 5 }, () => ({
        on: 'websocket',
        opened: false,
        healthy: false,
        code: 1006,
      })),
    })
  })

  test('[DG9] names no pad and carries nothing that somebody else wrote', () => {
    const fragment = caseFragment(caseOf(status, 1234))
    expect(atob(fragment.replace(/^#case=/, ''))).not.toMatch(/secret|token|collab/)
  })

  test.each([
    '',
    '#case=%00',
    `#case=${writeJson({ at: 'x', transport: 'exchange', attempts: [] })}`,
    `#case=${writeJson({ at: 1, transport: 'pigeon', attempts: [] })}`,
  ])('[DG9] what is no case is passed over: %.40s', (fragment) => {
    expect(readCase(fragment)).toBeUndefined()
  })

  test('[DG9] attempts that are none are left out', () => {
    const hostile = { at: 1, transport: 'none', attempts: [7, { on: 'x' }, { on: 'exchange', code: '<b>' }] }
    expect(readCase(`#case=${writeJson(hostile)}`)?.attempts).toEqual([
      { on: 'exchange', opened: false, healthy: false },
    ])
  })
})
