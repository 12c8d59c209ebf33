/**
 * The connection as plain text, to be sent to whoever runs the server. Pure. Nothing of the pad's text is in it,
 * no key of a connection, and of the pad's name only the beginning: whoever knows the whole name can read the pad.
 */
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { attemptOutcome, transportName } from './attempt-words.ts'
import { lineAsText, lineOf } from './line-facts.ts'
import { statusWords } from './status-words.ts'
import { arrivedRows, witnessWords } from './witness-words.ts'

export interface ReportPlace {
  readonly padId: string
  /** Origin and base path. */
  readonly address: string
  readonly browser: string
}

const SHOWN_OF_PAD = 4

export function connectionReport(status: PadStatus, place: ReportPlace, now: number, words: Words): string {
  const { connection: say } = words
  const { history, roundTrip, seen } = status.connection
  const { label, sentences } = statusWords(status, words)
  const lines = [
    say.report.heading,
    `${say.report.time}: ${new Date(now).toISOString()}`,
    `${say.report.address}: ${place.address}`,
    `${say.report.pad}: ${place.padId.slice(0, SHOWN_OF_PAD)}…`,
    `${say.report.browser}: ${place.browser}`,
    '',
    `${say.report.status}: ${label}. ${sentences.join(' ')}`,
    `${say.now}: ${status.transport === undefined ? say.nothing : transportName(status.transport, words)}`,
    `${say.roundTrip}: ${roundTrip === undefined ? say.notMeasured : say.milliseconds(roundTrip)}`,
    lineAsText(lineOf(status, words), words),
  ]
  if (seen) {
    const told = witnessWords(seen, words)
    lines.push('', told.sentence, ...told.more)
    for (const { heading, lines: fix } of told.fixes) {
      lines.push(`${say.forOperator}: ${heading}`, ...fix.map((line) => `    ${line}`))
    }
    const rows = arrivedRows(seen, words)
    lines.push('', `${say.arrived}:`)
    lines.push(...(rows.length === 0 ? [`  ${say.nothingArrived}`] : []))
    lines.push(...rows.map(([name, value]) => `  ${name}: ${value}`))
  }
  lines.push('', `${say.attempts}:`)
  if (history.length === 0) lines.push(`  ${say.noAttempts}`)
  for (const attempt of history) {
    const at = new Date(attempt.at).toISOString()
    lines.push(`  ${at}  ${transportName(attempt.on, words)}: ${attemptOutcome(attempt, words)}`)
  }
  return `${lines.join('\n')}\n`
}
