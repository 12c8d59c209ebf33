/**
 * From a test runner's JSON report to three numbers, what failed with what, and why the rest was skipped. Refuses
 * to know how a step is run. A report that is missing or that tells of nothing is a failure: silence is not success.
 */
import { stripVTControlCharacters } from 'node:util'
import type { CountSource } from './steps.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What a reader of the last lines must know, for whom the rest is cut off: what failed or did not run, and why. */
  readonly remarks: readonly string[]
}

const one = (passed: boolean, remark?: string): Counts => ({
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
  skipped: 0,
  remarks: remark === undefined ? [] : [remark],
})

type Json = Readonly<Record<string, unknown>>

const number = (from: Json, key: string): number => (typeof from[key] === 'number' ? from[key] : 0)
const list = (from: Json, key: string): readonly Json[] =>
  Array.isArray(from[key]) ? (from[key] as readonly Json[]) : []

const MESSAGE_LINES = 12

/** One failed test with the first lines of what it said. */
const failure = (title: string, message: unknown): string => {
  const lines = stripVTControlCharacters(String(message ?? 'no reason given'))
    .split('\n')
    .filter((line) => line.trim() !== '')
  return [`failed: ${title}`, ...lines.slice(0, MESSAGE_LINES).map((line) => `  ${line}`)].join('\n')
}

/** `report` is the text of the report file, undefined when the step left none. */
export function readCounts(source: CountSource, exitCode: number, report: string | undefined): Counts {
  if (source.kind === 'exit') return one(exitCode === 0)
  if (report === undefined) return one(false, `left no report at ${source.report}: it did not run`)
  let json: Json
  try {
    json = JSON.parse(report) as Json
  } catch {
    return one(false, `its report at ${source.report} is not JSON: it was cut short`)
  }
  const counts = source.kind === 'vitest' ? readVitest(json) : readPlaywright(json)
  if (counts.passed + counts.failed === 0) return one(false, 'ran no test at all')
  // A runner may end with an error outside of every test, e.g. a rejected promise nobody awaited.
  if (exitCode !== 0 && counts.failed === 0) {
    return {
      ...counts,
      failed: 1,
      remarks: [...counts.remarks, `ended with code ${exitCode} outside of any test`],
    }
  }
  return counts
}

function readVitest(json: Json): Counts {
  const files = list(json, 'testResults')
  // A file that cannot even be loaded has no failed tests of its own.
  const unloaded = files.filter(
    (file) => file.status === 'failed' && !list(file, 'assertionResults').some((t) => t.status === 'failed'),
  )
  const tests = files.flatMap((file) => list(file, 'assertionResults'))
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
  return {
    passed: number(json, 'numPassedTests'),
    failed: number(json, 'numFailedTests') + unloaded.length,
    skipped: skipped.length,
    remarks: [
      ...tests
        .filter((test) => test.status === 'failed')
        .map((test) => failure(String(test.fullName), (test.failureMessages as unknown[] | undefined)?.[0])),
      ...unloaded.map((file) => failure(`${String(file.name)} could not be loaded`, file.message)),
      ...skipped.map((test) => `skipped: ${String(test.fullName)}`),
    ],
  }
}

function readPlaywright(json: Json): Counts {
  const stats = (json.stats ?? {}) as Json
  const errors = list(json, 'errors')
  return {
    passed: number(stats, 'expected'),
    // There are no retries, so a flaky result can only come from a changed config: it counts as failed.
    failed: number(stats, 'unexpected') + number(stats, 'flaky') + errors.length,
    skipped: number(stats, 'skipped'),
    remarks: [
      ...errors.map((error) => failure('outside of a test', error.message)),
      ...specsOf(list(json, 'suites')).flatMap(remarksOf),
    ],
  }
}

const specsOf = (suites: readonly Json[]): readonly Json[] =>
  suites.flatMap((suite) => [...list(suite, 'specs'), ...specsOf(list(suite, 'suites'))])

/** A spec is one title; it ran once per browser. */
const remarksOf = (spec: Json): string[] =>
  list(spec, 'tests').flatMap((test) => {
    const title = `${String(spec.title)} in ${String(test.projectName)}`
    if (test.status === 'unexpected' || test.status === 'flaky') {
      const errors = list(test, 'results').flatMap((result) => list(result, 'errors'))
      return [failure(title, errors[0]?.message)]
    }
    if (test.status !== 'skipped') return []
    const reasons = list(test, 'annotations').map((note) => String(note.description ?? note.type))
    return [`skipped: ${title} (${reasons.join(', ') || 'no reason given'})`]
  })

export const sum = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((total, counts) => total + counts.passed, 0),
  failed: all.reduce((total, counts) => total + counts.failed, 0),
  skipped: all.reduce((total, counts) => total + counts.skipped, 0),
  remarks: all.flatMap((counts) => counts.remarks),
})

/** The last line of `npm test`; other programs read it. */
export const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
