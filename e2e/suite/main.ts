/**
 * `npm test`: provides what is missing, runs every step even when an earlier one failed, and ends with one line
 * of counts. A step that could not run is a failure, never a silence.
 */
import { readFile, rm } from 'node:fs/promises'
import { type Counts, lastLine, readCounts, sum } from './counts.ts'
import { provide } from './provisions.ts'
import { runStep } from './run-step.ts'
import { STEPS, type Step } from './steps.ts'
import { thisPlace } from './this-place.ts'

const say = (line: string): void => console.log(line)

async function take(step: Step): Promise<{ counts: Counts; line: string }> {
  say(`\n── ${step.name}: ${step.command.join(' ')} (at most ${step.ceilingMinutes} min)`)
  const report = step.counts.kind === 'exit' ? undefined : step.counts.report
  // A report of an earlier run must never be read as this one's.
  if (report !== undefined) await rm(report, { force: true })
  const run = await runStep(step, say)
  const text = report === undefined ? undefined : await readFile(report, 'utf8').catch(() => undefined)
  const read = readCounts(step.counts, run.exitCode, text)
  const counts = run.stopped ? sum([read, { passed: 0, failed: 1, skipped: 0, remarks: ['stopped'] }]) : read
  const late =
    run.seconds > step.ceilingMinutes * 60 ? `, past its ceiling of ${step.ceilingMinutes} min` : ''
  const line = `${counts.failed === 0 ? '✓' : '✕'} ${step.name}: ${lastLine(counts)} in ${run.seconds.toFixed(0)} s${late}`
  return { counts, line }
}

if (provide(thisPlace(), say)) {
  await rm('test-results/matrix', { recursive: true, force: true })
  const results: { counts: Counts; line: string }[] = []
  for (const step of STEPS) results.push(await take(step))
  say('\n── all steps')
  for (const { counts, line } of results) {
    say(line)
    for (const remark of counts.remarks) say(remark.replace(/^/gm, '    '))
  }
  const total = sum(results.map(({ counts }) => counts))
  say(lastLine(total))
  process.exitCode = total.failed === 0 ? 0 : 1
} else {
  process.exitCode = 1
}
