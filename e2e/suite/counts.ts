/**
 * From a test runner's JSON report to three numbers and the reasons of what was skipped. Refuses to know how a
 * step is run. A report that is missing or that tells of nothing is a failure: silence is not success.
 */
import type { CountSource } from './steps.ts'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** One line per thing a reader of the last lines must know: what did not run, and why. */
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
  const skipped = files
    .flatMap((file) => list(file, 'assertionResults'))
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
  return {
    passed: number(json, 'numPassedTests'),
    failed: number(json, 'numFailedTests') + unloaded.length,
    skipped: skipped.length,
    remarks: [
      ...unloaded.map((file) => `could not be loaded: ${String(file.name)}`),
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
      ...errors.map((error) => `error outside of a test: ${String(error.message).split('\n')[0]}`),
      ...skippedSpecs(list(json, 'suites')),
    ],
  }
}

function skippedSpecs(suites: readonly Json[]): string[] {
  return suites.flatMap((suite) => [
    ...list(suite, 'specs').flatMap((spec) =>
      list(spec, 'tests')
        .filter((test) => test.status === 'skipped')
        .map((test) => {
          const reasons = list(test, 'annotations').map((note) => String(note.description ?? note.type))
          return `skipped: ${String(spec.title)} (${reasons.join(', ') || 'no reason given'})`
        }),
    ),
    ...skippedSpecs(list(suite, 'suites')),
  ])
}

export const sum = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((total, counts) => total + counts.passed, 0),
  failed: all.reduce((total, counts) => total + counts.failed, 0),
  skipped: all.reduce((total, counts) => total + counts.skipped, 0),
  remarks: all.flatMap((counts) => counts.remarks),
})

/** The last line of `npm test`; other programs read it. */
export const lastLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
