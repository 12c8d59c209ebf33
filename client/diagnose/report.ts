/**
 * Everything the check found as plain text, to be sent to whoever runs the server. Pure. It names no pad, shows no
 * token, and no address of the visitor: the server leaves those out of what it tells.
 */

import type { Seen } from '../../protocol/witness.ts'
import type { Words } from '../../protocol/words/en.ts'
import type { DiagnoseWords } from '../../protocol/words/en-diagnose.ts'
import type { Case } from '../ui/case-link.ts'
import { lineAsText } from '../ui/line-facts.ts'
import { arrivedRows } from '../ui/witness-words.ts'
import type { CheckResult } from './checks.ts'
import { lineFound } from './line-found.ts'
import { checkTold, type ToTell, tell } from './told.ts'

export interface Report extends ToTell {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Of the deployment, without a pad. */
  readonly address: string
  readonly browser: string
  readonly results: readonly CheckResult[]
  readonly seen: Seen | undefined
  readonly from: Case | undefined
}

export function reportText(report: Report, say: DiagnoseWords, words: Words): string {
  const { at, address, browser, results, observation, seen, from } = report
  const told = tell(report, say, words)
  const lines = [
    say.report.heading,
    `${say.report.time}: ${new Date(at).toISOString()}`,
    `${say.report.address}: ${address}`,
    `${say.report.browser}: ${browser}`,
    '',
    told.headline,
    told.means,
    lineAsText(lineFound(report, say, words), words),
    ...told.why,
  ]
  for (const { lead, faults } of told.causes) {
    lines.push('', lead)
    for (const { id, title, fix, lines: diff } of faults) {
      lines.push(`- ${title} (${id})`, `  ${fix}`, ...diff.map((line) => `    ${line}`))
    }
  }
  for (const { heading, lines: fix } of told.fixes)
    lines.push('', heading, ...fix.map((line) => `    ${line}`))
  lines.push('', `${say.report.checks}:`)
  for (const result of results) {
    const { id, status, ms } = result
    lines.push(
      `  ${say.state[status]}: ${say.check[id].name}: ${checkTold(result, say)} (${Math.round(ms)} ms)`,
    )
  }
  const rows = seen === undefined ? [] : arrivedRows(seen, words)
  if (rows.length > 0)
    lines.push('', `${say.details}:`, ...rows.map(([name, value]) => `  ${name}: ${value}`))
  if (from && from.attempts.length > 0) {
    lines.push('', `${say.report.attempts}:`)
    for (const { on, opened, healthy, code } of from.attempts) {
      const { attempt } = words.connection
      const how = code === undefined ? '' : String(code)
      const state = healthy
        ? attempt.ended(how)
        : opened
          ? attempt.openedThenEnded(how)
          : attempt.neverOpened(how)
      lines.push(`  ${words.connection[on]}: ${code === undefined && healthy ? attempt.healthy : state}`)
    }
  }
  lines.push('', `${say.report.observed}:`)
  for (const [probe, word] of Object.entries(observation.results)) lines.push(`  ${probe}: ${word}`)
  const brands = [...observation.brands]
  if (brands.length > 0) lines.push(`  signed by: ${brands.join(', ')}`)
  if (observation.hops !== undefined) lines.push(`  hops that say whom they forward for: ${observation.hops}`)
  return `${lines.join('\n')}\n`
}
