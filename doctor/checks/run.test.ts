/** The order of checks, and that nothing one of them does keeps another from being made. */
import { expect, test } from 'vitest'
import type { Check, CheckResult, Finding, Ground } from './check.ts'
import { CHECKS } from './checks.ts'
import { LOOKS } from './looks.ts'
import { type RunDeps, type RunOptions, runChecks } from './run.ts'

const PLATFORM: RunDeps['platform'] = { now: () => 0, after: () => () => {} }

const check = (id: `D${string}`, more: Partial<Check> = {}): Check => ({
  id,
  name: id,
  layer: 'HTTP',
  asks: '',
  needs: [],
  wants: [],
  turn: 1,
  seconds: 1,
  ...more,
})

const passes = (...grounds: Ground[]): Promise<Finding> =>
  Promise.resolve({ status: 'pass', summary: '', evidence: [], grounds })

const run = (
  looks: readonly (readonly [Check, () => Promise<Finding>])[],
  more: Partial<RunOptions> = {},
  platform = PLATFORM,
) =>
  runChecks(
    { looks: new Map(looks), grounds: [], without: new Set(), more: 0, ...more },
    { platform, progress: () => {} },
  )

const said = ({ results }: { readonly results: readonly CheckResult[] }) =>
  results.map(({ check: { id }, status, summary }) => `${id} ${status} ${summary}`.trim())

test('[DO5] a failed check and a broken one stop no other; the broken one is told as ours', async () => {
  const result = await run([
    [check('D01'), () => Promise.resolve({ status: 'fail', summary: 'no', evidence: [] })],
    [check('D02'), () => Promise.reject(new Error('a mistake of ours'))],
    [check('D03', { turn: 2 }), () => passes()],
  ])
  expect(said(result)).toEqual([
    'D01 fail no',
    'D02 inconclusive the check itself broke; please report it',
    'D03 pass',
  ])
  expect(result.broke).toBe(true)
  expect(result.results[1]?.evidence[0]?.received).toContain('a mistake of ours')
})

test('[DO5] what a check stands on is laid by an earlier one, or it is skipped and says what it needs', async () => {
  const result = await run([
    [check('D01'), () => passes('connection')],
    [check('D02', { turn: 2, needs: ['connection'] }), () => passes()],
    [check('D03', { turn: 2, needs: ['socket'] }), () => passes()],
  ])
  expect(said(result)).toEqual(['D01 pass', 'D02 pass', 'D03 skip needs a WebSocket that opens'])
})

test('[DO5] what nobody asked for is skipped and says how to ask', async () => {
  const result = await run([[check('D15', { wants: ['soak'] }), () => passes()]], {
    without: new Set(['soak']),
  })
  expect(said(result)[0]).toContain('--soak SECONDS')
})

test('[DO5] a check that never ends is inconclusive after its time', async () => {
  const now: RunDeps['platform'] = {
    now: () => 0,
    after: (_ms, call) => {
      call()
      return () => {}
    },
  }
  const result = await run([[check('D01'), () => new Promise<Finding>(() => {})]], {}, now)
  expect(said(result)).toEqual(['D01 inconclusive no result within 1 s'])
  expect(result.broke).toBe(false)
})

test('[DO5] every check of the table has an id of its own, and a look or a place in the beginning', () => {
  const ids = CHECKS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => LOOKS[id] === undefined)).toEqual(['D01', 'D02', 'D03', 'D04'])
})
