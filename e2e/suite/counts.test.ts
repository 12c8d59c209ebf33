/** Counting must not be able to lie in the friendly direction. */
import { expect, test } from 'vitest'
import { lastLine, readCounts, sum } from './counts.ts'

const vitest = { kind: 'vitest', report: 'r.json' } as const
const playwright = { kind: 'playwright', report: 'r.json' } as const

test('[HS11] a step without a report, or with one that tells of no test, failed', () => {
  expect(readCounts(vitest, 0, undefined).failed).toBe(1)
  expect(readCounts(vitest, 0, '{"numPass').failed).toBe(1)
  expect(readCounts(vitest, 0, '{"numPassedTests":0,"testResults":[]}').failed).toBe(1)
  expect(readCounts(playwright, 0, '{"stats":{"expected":0}}').failed).toBe(1)
})

test('[HS11] an exit code other than 0 is a failure even when every test passed', () => {
  expect(readCounts({ kind: 'exit' }, 2, undefined)).toMatchObject({ passed: 0, failed: 1 })
  const report = '{"numPassedTests":3,"numFailedTests":0,"testResults":[]}'
  expect(readCounts(vitest, 0, report)).toMatchObject({ passed: 3, failed: 0 })
  expect(readCounts(vitest, 1, report)).toMatchObject({ passed: 3, failed: 1 })
})

test('[HS11] a test file that cannot be loaded is a failure', () => {
  const report = JSON.stringify({
    numPassedTests: 2,
    numFailedTests: 0,
    testResults: [{ status: 'failed', name: 'x.test.ts', assertionResults: [] }],
  })
  expect(readCounts(vitest, 1, report)).toMatchObject({ passed: 2, failed: 1 })
})

test('[HS11] what was skipped is counted and its reason given', () => {
  const report = JSON.stringify({
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 },
    suites: [
      {
        specs: [
          {
            title: '[XX1] a',
            tests: [
              {
                projectName: 'firefox',
                status: 'skipped',
                annotations: [{ type: 'skip', description: 'no nginx' }],
              },
            ],
          },
        ],
      },
    ],
  })
  expect(readCounts(playwright, 1, report)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 1,
    remarks: ['skipped: [XX1] a in firefox (no nginx)'],
  })
})

test('[HS11] what failed is told with the first lines of its reason, without colours', () => {
  const message = '\u001b[31mexpected\u001b[39m 1\n\nreceived 2'
  const unit = JSON.stringify({
    numFailedTests: 1,
    testResults: [
      {
        status: 'failed',
        assertionResults: [{ status: 'failed', fullName: '[XX1] a', failureMessages: [message] }],
      },
    ],
  })
  expect(readCounts(vitest, 1, unit).remarks).toEqual(['failed: [XX1] a\n  expected 1\n  received 2'])
  const browser = JSON.stringify({
    stats: { expected: 1, unexpected: 1 },
    suites: [
      {
        suites: [
          {
            specs: [
              {
                title: '[XX2] b',
                tests: [
                  { projectName: 'chromium', status: 'expected', results: [{ errors: [] }] },
                  { projectName: 'firefox', status: 'unexpected', results: [{ errors: [{ message }] }] },
                ],
              },
            ],
          },
        ],
      },
    ],
  })
  expect(readCounts(playwright, 1, browser).remarks).toEqual([
    'failed: [XX2] b in firefox\n  expected 1\n  received 2',
  ])
})

test('[HS11] the last line is the sum of all steps', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 0, remarks: [] },
    { passed: 4, failed: 2, skipped: 3, remarks: ['x'] },
  ])
  expect(lastLine(total)).toBe('5 passed, 2 failed, 3 skipped')
  expect(lastLine({ ...total, skipped: 0 })).toBe('5 passed, 2 failed')
})
