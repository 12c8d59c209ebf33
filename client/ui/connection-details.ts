/**
 * The part of the status panel for the person who has to fix it, closed until asked for: the line, the numbers,
 * what the server saw, the last attempts, and a report to send on. Each piece is made anew only when it says
 * something else, so that reading and selecting are left in peace.
 */
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { attemptOutcome, clockTime, transportName } from './attempt-words.ts'
import { caseFragment, caseOf } from './case-link.ts'
import { connectionReport, type ReportPlace } from './connection-report.ts'
import { type Child, element, setText } from './element.ts'
import { lineOf } from './line-facts.ts'
import { linePicture } from './line-picture.ts'
import { arrivedRows, type Fix, witnessWords } from './witness-words.ts'

export interface ConnectionDetailsOptions {
  readonly words: Words
  readonly place: ReportPlace
  /** Copies it and answers with the words to show beside the button. */
  onCopy(report: string): Promise<string>
}

export const createConnectionDetails = (
  { words, place, onCopy }: ConnectionDetailsOptions,
  deps: { now(): number },
) => {
  const { connection: say } = words
  let latest: PadStatus | undefined
  const cause = element('p', { class: 'cause', hidden: true })
  const line = piece(element('div', {}))
  const fixes = piece(element('div', { class: 'fixes' }))
  const numbers = piece(element('dl', { class: 'facts' }))
  const arrived = piece(element('div', {}))
  const attempts = piece(element('ol', { class: 'attempts' }))
  const copy = element('button', { type: 'button', class: 'button' }, say.copyReport)
  // In a tab of its own: a check takes longer than anybody wants to be away from the text.
  const check = element('a', { class: 'button', target: '_blank', rel: 'noopener' }, say.check)
  // Here and not in a message at the foot of the page: the panel may cover that.
  const copied = element('p', { class: 'copied', role: 'status' })
  copy.addEventListener('click', () => {
    if (!latest) return
    void onCopy(connectionReport(latest, place, deps.now(), words)).then((said) => setText(copied, said))
  })
  const details = element(
    'details',
    { class: 'details' },
    element('summary', {}, say.details),
    line.element,
    fixes.element,
    numbers.element,
    arrived.element,
    element('h3', {}, say.attempts),
    attempts.element,
    element('div', { class: 'choices' }, check, copy),
    copied,
  )

  return {
    /** The cause in one sentence, for everybody; empty while there is none to tell. */
    cause,
    element: details,
    show(status: PadStatus): void {
      latest = status
      check.href = `${place.address}diagnose${caseFragment(caseOf(status, deps.now()))}`
      const { history, roundTrip, seen } = status.connection
      const told = status.transport === 'exchange' && seen ? witnessWords(seen, words) : undefined
      cause.hidden = told === undefined
      setText(cause, told?.sentence ?? '')
      const picture = lineOf(status, words)
      line.make(JSON.stringify(picture), () => [linePicture(picture, words)])
      fixes.make(JSON.stringify(told ?? ''), () => (told ? mending(told.fixes, told.more, words) : []))
      const carried = status.transport === undefined ? say.nothing : transportName(status.transport, words)
      const trip = roundTrip === undefined ? say.notMeasured : say.milliseconds(roundTrip)
      numbers.make(`${carried} ${trip}`, () =>
        facts([
          [say.now, carried],
          [say.roundTrip, trip],
        ]),
      )
      arrived.make(JSON.stringify(told ? (seen ?? '') : ''), () => {
        if (!told || !seen) return []
        const rows = arrivedRows(seen, words)
        const body =
          rows.length === 0
            ? element('p', {}, say.nothingArrived)
            : element('dl', { class: 'facts' }, ...facts(rows))
        return [element('h3', {}, say.arrived), body]
      })
      attempts.make(JSON.stringify(history), () =>
        history.length === 0
          ? [element('li', {}, say.noAttempts)]
          : [...history].reverse().map((attempt) => {
              const at = new Date(attempt.at).toISOString()
              const outcome = attemptOutcome(attempt, words)
              const what = element('span', {}, `${transportName(attempt.on, words)}: ${outcome}`)
              return element('li', {}, element('time', { datetime: at }, clockTime(attempt.at)), what)
            }),
      )
    },
  }
}

/** A place whose content is made anew when its key is another one. */
function piece(place: HTMLElement) {
  let shown: string | undefined
  return {
    element: place,
    make(key: string, children: () => readonly Child[]): void {
      if (key === shown) return
      shown = key
      place.replaceChildren(...children().filter((child) => child !== undefined))
    },
  }
}

const facts = (rows: readonly (readonly [string, string])[]): readonly Child[] =>
  rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))

const mending = (fixes: readonly Fix[], more: readonly string[], { connection: say }: Words): Child[] => [
  ...more.map((sentence) => element('p', {}, sentence)),
  fixes.length === 0 ? undefined : element('h3', {}, say.forOperator),
  ...fixes.flatMap(({ heading, lines }) => [
    element('p', {}, heading),
    lines.length === 0 ? undefined : element('pre', {}, ...lines.map((line) => element('code', {}, line))),
  ]),
]
