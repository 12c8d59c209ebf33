/**
 * Links and images in the editor: asking for an address, applying it, and opening a link without leaving the
 * text by accident. Addresses are checked here again, whatever the document says, before a browser sees them.
 */
import type { Mark } from 'prosemirror-model'
import { type Command, type EditorState, Plugin } from 'prosemirror-state'
import { safeUrl, safeUrlOf } from '../../protocol/safe-url.ts'
import { schema } from '../../protocol/schema.ts'
import type { Words } from '../../protocol/words/en.ts'
import { ask } from '../ui/ask.ts'
import { holdSelection } from './held-selection.ts'

const { nodes, marks } = schema

export interface LinkDeps {
  /** Opens an address in a new tab that knows nothing of this page. */
  open(url: string): void
}

/** `example.org` is meant as a web address, `name@example.org` as mail; a path stays a path. */
export const completeUrl = (typed: string): string => {
  const text = typed.trim()
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`
  if (/^[\p{L}\d-]+(\.[\p{L}\d-]+)*\.\p{L}{2,}(:\d+)?([/?#].*)?$/u.test(text)) return `https://${text}`
  return text
}

interface LinkRange {
  readonly from: number
  readonly to: number
  readonly mark: Mark
}

/** The whole link around the cursor or at the start of the selection. */
export const linkAt = (state: EditorState): LinkRange | undefined => {
  const { $from } = state.selection
  const parent = $from.parent
  const has = (index: number): Mark | undefined =>
    index >= 0 && index < parent.childCount ? marks.link.isInSet(parent.child(index).marks) : undefined
  let first = has($from.index()) ? $from.index() : $from.textOffset === 0 ? $from.index() - 1 : -1
  const mark = has(first)
  if (!mark) return undefined
  let last = first
  while (has(first - 1)?.eq(mark)) first -= 1
  while (has(last + 1)?.eq(mark)) last += 1
  const offset = (index: number): number => {
    let sum = $from.start()
    for (let at = 0; at < index; at += 1) sum += parent.child(at).nodeSize
    return sum
  }
  return { from: offset(first), to: offset(last + 1), mark }
}

export const createLinkCommand =
  (words: Words): Command =>
  (state, dispatch, view) => {
    const { from, to, empty, $from } = state.selection
    if (!$from.parent.type.allowsMarkType(marks.link)) return false
    if (!dispatch || !view) return true
    const existing = linkAt(state)
    const range = empty || existing ? (existing ?? { from, to }) : { from, to }
    const text = state.doc.textBetween(range.from, range.to, ' ')
    const askText = range.from === range.to
    const giveBack = holdSelection(view)
    void ask({
      heading: words.link.heading,
      fields: [
        {
          name: 'href',
          label: words.link.address,
          type: 'url',
          value: String(existing?.mark.attrs.href ?? ''),
        },
        ...(askText ? [{ name: 'text', label: words.link.text, value: text }] : []),
      ],
      apply: words.link.apply,
      cancel: words.link.cancel,
      other: existing ? words.link.remove : undefined,
      check: ({ href = '' }) => (safeUrl(completeUrl(href)) === undefined ? words.link.refused : undefined),
    }).then((answer) => {
      if (view.isDestroyed) return
      giveBack()
      if (!answer) return
      // Others may have written meanwhile, so the place is looked up again.
      const now = view.state
      const found = linkAt(now)
      const target = existing ? found : { from: now.selection.from, to: now.selection.to }
      if (!target) return
      const tr = now.tr.removeMark(target.from, target.to, marks.link)
      const href = safeUrl(completeUrl(answer.values.href ?? ''))
      if (answer.choice === 'apply' && href !== undefined) {
        const mark = marks.link.create({ href })
        if (target.from === target.to) {
          const label = answer.values.text?.trim() || href
          tr.insert(target.from, schema.text(label, [...now.selection.$from.marks(), mark]))
        } else tr.addMark(target.from, target.to, mark)
      }
      view.dispatch(tr.scrollIntoView())
    })
    return true
  }

export const createImageCommand =
  (words: Words): Command =>
  (state, dispatch, view) => {
    const { $from } = state.selection
    if (!$from.parent.inlineContent || $from.parent.type.spec.code) return false
    if (!dispatch || !view) return true
    const usable = (src: string): string | undefined => {
      const url = safeUrl(completeUrl(src))
      return url === undefined || /^mailto:/i.test(url) ? undefined : url
    }
    const giveBack = holdSelection(view)
    void ask({
      heading: words.image.heading,
      fields: [
        { name: 'src', label: words.image.address, type: 'url' },
        { name: 'alt', label: words.image.description },
      ],
      apply: words.image.apply,
      cancel: words.image.cancel,
      check: ({ src = '' }) => (usable(src) === undefined ? words.image.refused : undefined),
    }).then((answer) => {
      if (view.isDestroyed) return
      giveBack()
      const src = usable(answer?.values.src ?? '')
      if (!answer || src === undefined) return
      const alt = answer.values.alt?.trim() || null
      view.dispatch(
        view.state.tr.replaceSelectionWith(nodes.image.create({ src, alt }), false).scrollIntoView(),
      )
    })
    return true
  }

/** Ctrl or ⌘ and click opens a link; a plain click sets the cursor, as in any text. */
export const createLinkOpening = (deps: LinkDeps): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        click: (_view, event) => {
          const anchor = event.target instanceof Element ? event.target.closest('a') : null
          if (!anchor) return false
          event.preventDefault()
          const href = safeUrlOf(anchor.getAttribute('href'))
          if ((event.ctrlKey || event.metaKey) && href !== undefined) {
            deps.open(href)
            return true
          }
          return false
        },
      },
    },
  })
