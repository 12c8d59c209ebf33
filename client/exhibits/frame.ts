/**
 * The places of an exhibit's page and what may be put there: the status as such clients word it, and the record of
 * what really happened. Knows no document and no connection.
 */
import { PAGE_ELEMENT_ID } from '../../protocol/api.ts'
import { EXHIBIT_PLACES, type ExhibitEvent, type ExhibitPage } from '../../protocol/exhibits.ts'
import { element, setText } from '../ui/element.ts'

export interface Frame {
  readonly page: ExhibitPage
  readonly title: HTMLInputElement
  readonly text: HTMLElement
  say(status: string): void
  /** One line of the record; `event` is its name for programs. */
  note(event: ExhibitEvent, line: string): void
}

/** undefined on a page that is no exhibit. */
export const readFrame = (place: Document, deps: { now(): number }): Frame | undefined => {
  const data = place.getElementById(PAGE_ELEMENT_ID)?.textContent
  const title = place.getElementById(EXHIBIT_PLACES.title)
  const text = place.getElementById(EXHIBIT_PLACES.text)
  const status = place.getElementById(EXHIBIT_PLACES.status)
  const record = place.getElementById(EXHIBIT_PLACES.record)
  if (!data || !(title instanceof HTMLInputElement) || !text || !status || !record) return undefined
  return {
    page: JSON.parse(data) as ExhibitPage,
    title,
    text,
    say: (line) => setText(status, line),
    note: (event, line) => {
      const time = new Date(deps.now()).toLocaleTimeString()
      record.append(element('li', { 'data-event': event }, element('time', {}, time), line))
    },
  }
}

/** What stands in the place of the text while such an editor waits for it. */
export const waiting = (): HTMLElement =>
  element('div', { class: 'exhibit-waiting', 'aria-hidden': true }, ...[1, 2, 3].map(() => element('span')))
