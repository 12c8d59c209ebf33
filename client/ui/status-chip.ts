/**
 * The status of the pad: an icon and two or three words in the bar, and a panel that says what it means and
 * what can be done. Bad news is shown at once; good news waits a moment, so that the chip does not flicker
 * between "Saving…" and "Saved" with every key.
 */
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { createAnnouncer } from './announcer.ts'
import { element, setText } from './element.ts'
import { type IconName, icon } from './icons.ts'
import { type StatusWords, statusWords } from './status-words.ts'

/** How long "Saved" must have been true before it is said. */
const CALM_MS = 500

export interface StatusChipOptions {
  readonly words: Words
  readonly actions: Readonly<Record<'reconnect' | 'copy' | 'reload', () => void>>
  /** More about the connection, for the panel. */
  readonly details: ConnectionDetails
}

interface ConnectionDetails {
  /** One sentence for everybody. */
  readonly cause: HTMLElement
  /** The rest, for whoever asks. */
  readonly element: HTMLElement
  show(status: PadStatus): void
}

interface Timers {
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

export const createStatusChip = ({ words, actions, details }: StatusChipOptions, deps: Timers) => {
  const face = element('span', { class: 'chip-icon' })
  const label = element('span', { class: 'chip-label' })
  const chip = element(
    'button',
    {
      type: 'button',
      class: 'plain chip',
      popovertarget: 'status-panel',
      'aria-describedby': 'status-label',
    },
    face,
    label,
  )
  const sentences = element('div', { class: 'sentences' })
  const buttons = {
    reconnect: element(
      'button',
      { type: 'button', class: 'button', hidden: true },
      words.status.reconnectNow,
    ),
    copy: element('button', { type: 'button', class: 'button', hidden: true }, words.pad.copyText),
    reload: element('button', { type: 'button', class: 'button', hidden: true }, words.status.reload),
  }
  for (const name of ['reconnect', 'copy', 'reload'] as const) {
    buttons[name].addEventListener('click', () => actions[name]())
  }
  const panel = element(
    'div',
    {
      id: 'status-panel',
      class: 'panel',
      popover: 'auto',
      role: 'region',
      'aria-label': words.status.panelHeading,
    },
    sentences,
    details.cause,
    element('div', { class: 'choices' }, buttons.copy, buttons.reconnect, buttons.reload),
    details.element,
  )
  const region = element('p', { class: 'unseen', 'aria-live': 'polite', role: 'status' })
  const announcer = createAnnouncer('good', (sentence) => setText(region, sentence), deps)
  const described = element('span', { id: 'status-label', class: 'unseen' }, words.status.label)

  let shown: IconName | undefined
  let waiting: number | undefined
  let latest: StatusWords | undefined

  const paint = (now: StatusWords): void => {
    latest = now
    chip.dataset.tone = now.tone
    setText(label, now.label)
    if (shown !== now.icon) {
      shown = now.icon
      face.replaceChildren(icon(now.icon))
    }
    const text = now.sentences.join('\n')
    if (sentences.dataset.text !== text) {
      sentences.dataset.text = text
      sentences.replaceChildren(...now.sentences.map((sentence) => element('p', {}, sentence)))
    }
    for (const name of ['reconnect', 'copy', 'reload'] as const) {
      buttons[name].hidden = !now.actions.includes(name)
    }
    // Saving and saved again is the normal course of things and is not spoken.
    if (now.tone === 'bad') announcer.say(now.label, now.sentences.join(' '))
    else if (now.tone === 'good') announcer.say('good', now.sentences.join(' '))
    else announcer.wait()
  }

  return {
    element: element('div', { class: 'status' }, chip, described, panel, region),
    show(status: PadStatus): void {
      details.show(status)
      const now = statusWords(status, words)
      if (waiting !== undefined) deps.clearTimeout(waiting)
      waiting = undefined
      // So is being kept on this device while the line is cut: it comes after each letter.
      const calm = now.tone === 'good' || status.save === 'on-this-device'
      if (calm && latest?.tone === 'busy') {
        waiting = deps.setTimeout(() => {
          waiting = undefined
          paint(now)
        }, CALM_MS)
        return
      }
      paint(now)
    },
    close(): void {
      if (waiting !== undefined) deps.clearTimeout(waiting)
      announcer.wait()
    },
  }
}
