/**
 * The smallest ProseMirror that shares a text: y-prosemirror's binding, undo, the usual keys. The exhibits show how
 * clients connect, not how they edit. Knows nothing of either.
 */
import { baseKeymap } from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import { EditorState, Plugin } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import 'prosemirror-view/style/prosemirror.css'
import { redo, undo, ySyncPlugin, yUndoPlugin } from 'y-prosemirror'
import type { Doc } from 'yjs'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { schema } from '../../protocol/schema.ts'
import { exhibitsEn as words } from '../../protocol/words/en-exhibits.ts'
import { createInputRules } from '../editor/input-rules.ts'

export interface PlainEditor {
  setEditable(editable: boolean): void
}

const attributes = (state: EditorState): Record<string, string> => ({
  class: state.doc.childCount === 1 && state.doc.textContent === '' ? 'prose empty' : 'prose',
  role: 'textbox',
  'aria-multiline': 'true',
  'aria-label': words.text,
  'data-placeholder': words.textPlaceholder,
})

/** Shows the document's text in `place`, and lets it be written in. */
export const mountEditor = (place: HTMLElement, doc: Doc): PlainEditor => {
  let editable = true
  place.replaceChildren()
  const view = new EditorView(place, {
    editable: () => editable,
    state: EditorState.create({
      schema,
      plugins: [
        ySyncPlugin(doc.getXmlFragment(CONTENT_ROOT)),
        yUndoPlugin(),
        ...createInputRules(),
        keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Mod-Shift-z': redo }),
        keymap(baseKeymap),
        new Plugin({ props: { attributes } }),
      ],
    }),
  })
  return {
    setEditable: (now) => {
      editable = now
      view.setProps({ editable: () => editable })
    },
  }
}
