/**
 * While the cursor stands in a link, a small line below it names the address and opens it: for touch and
 * keyboard, where Ctrl-click is not at hand. It lies outside the editable text and never changes it.
 */
import { Plugin } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { safeUrlOf } from '../../protocol/safe-url.ts'
import type { Words } from '../../protocol/words/en.ts'
import { element, setText } from '../ui/element.ts'
import { icon } from '../ui/icons.ts'
import { linkAt } from './links.ts'

export const createLinkHint = (words: Words): Plugin =>
  new Plugin({
    view: (view) => {
      const address = element('span', { class: 'address' })
      const anchor = element(
        'a',
        { target: '_blank', rel: 'noopener noreferrer nofollow', 'aria-label': words.link.open },
        address,
        icon('open'),
      )
      const hint = element('div', { class: 'link-hint', hidden: true }, anchor)

      const update = (current: EditorView): void => {
        const range = current.state.selection.empty && current.hasFocus() ? linkAt(current.state) : undefined
        const href = safeUrlOf(range?.mark.attrs.href)
        // Focus may have moved into the hint itself: it stays until the focus leaves it.
        if (!range || href === undefined) {
          if (!hint.contains(document.activeElement)) hint.hidden = true
          return
        }
        const place = current.dom.parentElement
        if (!place) return
        if (hint.parentElement !== place) place.append(hint)
        setText(address, href)
        anchor.href = href
        hint.hidden = false
        const at = current.coordsAtPos(range.from)
        const origin = place.getBoundingClientRect()
        hint.style.top = `${at.bottom - origin.top + 4}px`
        hint.style.left = `${Math.max(0, Math.min(at.left - origin.left, origin.width - hint.offsetWidth))}px`
      }
      const leave = (): void => {
        hint.hidden = true
      }
      // After the focus has settled, so that a click into the hint is not lost.
      const blurred = (): void => queueMicrotask(() => hint.matches(':hover, :focus-within') || leave())
      view.dom.addEventListener('blur', blurred)
      hint.addEventListener('focusout', leave)
      return {
        update,
        destroy: () => {
          view.dom.removeEventListener('blur', blurred)
          hint.remove()
        },
      }
    },
  })
