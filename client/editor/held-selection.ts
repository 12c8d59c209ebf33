/**
 * Keeps the selection while a dialog has the focus. Browsers put the caret at the start of a text that gets
 * the focus back, and others may write meanwhile: so the place is remembered relative to the shared text, not
 * as a number.
 */
import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { getRelativeSelection, relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'

/** Remembers the selection; what it answers gives the focus and the selection back. */
export const holdSelection = (view: EditorView): (() => void) => {
  const { binding } = ySyncPluginKey.getState(view.state)
  const held = getRelativeSelection(binding, view.state)
  return () => {
    if (view.isDestroyed) return
    view.focus()
    const { doc } = view.state
    const anchor = relativePositionToAbsolutePosition(binding.doc, binding.type, held.anchor, binding.mapping)
    const head = relativePositionToAbsolutePosition(binding.doc, binding.type, held.head, binding.mapping)
    // The place itself may be gone by now; then the caret stays where the browser put it.
    if (anchor === null || head === null || Math.max(anchor, head) > doc.content.size) return
    view.dispatch(view.state.tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
  }
}
