/**
 * The text of a pad as a page shows it, remembered as long as the bytes it was made from live: after a restart
 * everybody in a pad opens its page at once, and a room hands out the same bytes until somebody writes.
 */
import { renderHtml } from '../../content/html.ts'
import { readUpdate } from '../../content/tree.ts'

export interface PadText {
  readonly title: string
  readonly html: string
}

export function createPadTexts(): (update: Uint8Array) => PadText {
  const made = new WeakMap<Uint8Array, PadText>()
  return (update) => {
    const known = made.get(update)
    if (known !== undefined) return known
    const { title, root } = readUpdate(update)
    const text = { title, html: renderHtml(root) }
    made.set(update, text)
    return text
  }
}
