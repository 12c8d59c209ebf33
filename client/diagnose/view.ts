/**
 * The page of the check: the verdict on top, the line, why and what to do, and below it each check with what it waits
 * for. It draws what it is told and decides nothing. Pieces are made anew only when they say something else.
 */

import type { Words } from '../../protocol/words/en.ts'
import type { DiagnoseWords } from '../../protocol/words/en-diagnose.ts'
import { element, setText } from '../ui/element.ts'
import { type IconName, icon } from '../ui/icons.ts'
import type { Line } from '../ui/line-facts.ts'
import { linePicture } from '../ui/line-picture.ts'
import { CHECKS, type CheckId, type CheckResult, type Status } from './checks.ts'
import { reasonsOf } from './reasons.ts'
import { checkTold, type Told } from './told.ts'

export interface ViewOptions {
  readonly say: DiagnoseWords
  readonly words: Words
  /** Of the deployment. */
  readonly base: string
  readonly address: string
  /** Pads open by links alone: no silence can be watched. */
  readonly byLinks: boolean
  /** Seconds. */
  readonly watched: number
  onAgain(): void
  onWatch(): void
  /** Answers the words to show beside the buttons, and the text where it could not be copied. */
  onCopyReport(): Promise<Copied>
  onCopyLink(): Promise<Copied>
}

export interface Copied {
  readonly says: string
  /** To be copied by hand. */
  readonly text?: string
}

const ICONS: { readonly [status in Status | 'waiting' | 'running']: IconName | undefined } = {
  waiting: undefined,
  running: 'busy',
  pass: 'check',
  warn: 'alert',
  fail: 'cross',
  skip: undefined,
  unclear: 'alert',
}

export const createView = (options: ViewOptions) => {
  const { say, words, address, byLinks, watched } = options
  const headline = element('h2', { class: 'headline', tabindex: -1 }, say.running.headline)
  const means = element('p', { class: 'means' }, say.running.means)
  const progress = element('p', { class: 'progress', hidden: true })
  const picture = element('div', { class: 'picture' })
  const reasons = element('div', { class: 'reasons fixes' })
  const verdict = element(
    'section',
    { class: 'verdict', 'data-kind': 'running', 'aria-busy': 'true' },
    headline,
    means,
    progress,
    picture,
    reasons,
  )
  const origin = element('p', { class: 'from', hidden: true })
  const rows = new Map(CHECKS.map(({ id }) => [id as CheckId, rowOf(id)]))
  const list = element('ol', { class: 'checks' }, ...[...rows.values()].map(({ item }) => item))
  const checks = element('section', {}, element('h2', {}, say.checks), list)
  const again = button(say.again, options.onAgain)
  const watch = button(say.watch(watched), options.onWatch)
  const copied = element('p', { class: 'copied', role: 'status' })
  const byHand = element('textarea', {
    class: 'field by-hand',
    readonly: true,
    hidden: true,
    'aria-label': say.copyReport,
  })
  const copyReport = button(say.copyReport, () => void options.onCopyReport().then(showCopied))
  const copyLink = button(say.copyLink, () => void options.onCopyLink().then(showCopied))
  const actions = element('div', { class: 'choices' }, copyReport, copyLink, again, watch)
  const hint = element('p', { class: 'hint' }, say.watchHint)
  const arrived = element('div', { class: 'details-of-arrival' })
  const main = element(
    'main',
    { class: 'sheet check' },
    element('h1', {}, say.heading),
    origin,
    verdict,
    actions,
    hint,
    copied,
    byHand,
    checks,
    arrived,
  )
  let shownLine = ''

  function showCopied({ says, text }: Copied): void {
    setText(copied, says)
    byHand.hidden = text === undefined
    if (text === undefined) return
    byHand.value = text
    byHand.focus()
    byHand.select()
  }

  function rowOf(id: CheckId) {
    const face = element('span', { class: 'face' })
    const state = element('span', { class: 'unseen' }, say.state.waiting)
    const text = element('span', { class: 'finding' })
    const took = element('span', { class: 'took' })
    const item = element(
      'li',
      { 'data-check': id, 'data-status': 'waiting', hidden: id === 'silence' },
      face,
      element('span', { class: 'name' }, say.check[id].name, state),
      text,
      took,
    )
    const mark = (status: keyof typeof ICONS, sentence: string, ms?: number) => {
      item.dataset.status = status
      const name = ICONS[status]
      face.replaceChildren(...(name === undefined ? [] : [icon(name)]))
      setText(state, `: ${say.state[status]}`)
      setText(text, sentence)
      setText(
        took,
        ms === undefined ? '' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`,
      )
    }
    return { item, mark }
  }

  return {
    main,
    /** Nothing is known yet. */
    begin(watches: boolean): void {
      for (const [id, { item, mark }] of rows) {
        item.hidden = id === 'silence' && !watches
        mark('waiting', '')
      }
      verdict.dataset.kind = 'running'
      verdict.setAttribute('aria-busy', 'true')
      setText(headline, say.running.headline)
      setText(means, say.running.means)
      reasons.replaceChildren()
      arrived.replaceChildren()
      checks.hidden = false
      actions.hidden = true
      hint.hidden = true
      showCopied({ says: '' })
    },
    running(ids: readonly CheckId[], most: number): void {
      progress.hidden = ids.length === 0
      setText(progress, say.running.waiting(ids.map((id) => say.check[id].asks).join(', '), most))
      for (const id of ids) rows.get(id)?.mark('running', '')
    },
    result(result: CheckResult): void {
      const { id, status, ms } = result
      rows.get(id)?.mark(status, checkTold(result, say), status === 'skip' ? undefined : ms)
    },
    line(line: Line): void {
      const key = JSON.stringify(line)
      if (key === shownLine) return
      shownLine = key
      picture.replaceChildren(linePicture(line, words))
    },
    verdict(told: Told): void {
      progress.hidden = true
      verdict.dataset.kind = told.kind
      verdict.setAttribute('aria-busy', 'false')
      setText(headline, told.headline)
      setText(means, told.means)
      reasons.replaceChildren(
        ...reasonsOf(told, say, byLinks ? say.doctorByLinks(address) : say.doctor(address)),
      )
      actions.hidden = false
      watch.hidden = told.kind === 'unreachable' || byLinks
      hint.hidden = watch.hidden
    },
    arrived(rowsSeen: readonly (readonly [string, string])[]): void {
      if (rowsSeen.length === 0) return
      const facts = rowsSeen.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      )
      arrived.replaceChildren(
        element(
          'details',
          { class: 'details' },
          element('summary', {}, say.details),
          element('dl', { class: 'facts' }, ...facts),
        ),
      )
    },
    from(sentence: string): void {
      origin.hidden = false
      setText(origin, sentence)
    },
    /** Somebody else's findings are shown: no checks of this browser's. */
    elsewhere(): void {
      checks.hidden = true
      setText(again, say.checkHere)
      actions.replaceChildren(again, copyReport)
    },
    here(): void {
      origin.hidden = true
      setText(again, say.again)
      actions.replaceChildren(copyReport, copyLink, again, watch)
    },
    focus: () => headline.focus(),
  }
}

const button = (label: string, onClick: () => void): HTMLButtonElement => {
  const made = element('button', { type: 'button', class: 'button' }, label)
  made.addEventListener('click', onClick)
  return made
}
