/**
 * The rows of the list of pads, kept in step with what the server says. A row that stays keeps its elements,
 * so that focus, hover and a screen reader's place survive a refresh. Made like the server's own rows.
 */
import type { PadSummary } from '../../protocol/api.ts'
import type { Words } from '../../protocol/words/en.ts'
import { element, setText } from './element.ts'
import { icon } from './icons.ts'

interface Row {
  readonly item: HTMLLIElement
  show(pad: PadSummary, now: number): void
}

export interface PadRowsOptions {
  readonly words: Words
  readonly base: string
  onRemove(pad: PadSummary): void
}

export const createPadRows = ({ words, base, onRemove }: PadRowsOptions) => {
  const list = element('ul', { class: 'pads' })
  const rows = new Map<string, Row>()

  const rowOf = (id: string): Row => {
    const link = element('a', { href: `${base}p/${id}` })
    const time = element('time')
    const people = element('span', { class: 'people' })
    const remove = element('button', { type: 'button', class: 'plain remove' }, icon('remove'))
    const item = element('li', { class: 'row' }, link, time, people, remove)
    let shown: PadSummary | undefined
    remove.addEventListener('click', () => shown && onRemove(shown))
    return {
      item,
      show: (pad, now) => {
        shown = pad
        const title = pad.title === '' ? words.list.untitled : pad.title
        setText(link, title)
        link.classList.toggle('untitled', pad.title === '')
        const at = Date.parse(pad.updatedAt)
        setText(time, words.time.ago(now - at))
        time.dateTime = pad.updatedAt
        time.title = words.time.exact(at)
        setText(people, words.list.people(pad.people))
        remove.setAttribute('aria-label', words.list.removeLabel(title))
        remove.title = words.list.remove
      },
    }
  }

  return {
    element: list,
    show(pads: readonly PadSummary[], now: number): void {
      const ids = new Set(pads.map((pad) => pad.id))
      for (const [id, row] of rows) {
        if (ids.has(id)) continue
        row.item.remove()
        rows.delete(id)
      }
      let place: ChildNode | null = list.firstChild
      for (const pad of pads) {
        const row = rows.get(pad.id) ?? rowOf(pad.id)
        rows.set(pad.id, row)
        row.show(pad, now)
        if (row.item === place) place = place.nextSibling
        else list.insertBefore(row.item, place)
      }
    },
  }
}
