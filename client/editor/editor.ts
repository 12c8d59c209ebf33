/**
 * The editor: ProseMirror bound to the shared fragment. It mounts only when the first content is in the
 * document and writes nothing by mounting. It knows the document and who is here; how updates travel, and
 * whether they are saved, is not its business.
 */
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import 'prosemirror-gapcursor/style/gapcursor.css'
import { EditorState, Plugin, type Transaction } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import 'prosemirror-view/style/prosemirror.css'
import { yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import type { XmlFragment } from 'yjs'
import { schema } from '../../protocol/schema.ts'
import type { Words } from '../../protocol/words/en.ts'
import { type CursorsDeps, createCursors } from './cursors.ts'
import { createInputRules } from './input-rules.ts'
import { createKeymaps } from './keys.ts'
import { createLinkHint } from './link-hint.ts'
import { createImageCommand, createLinkCommand, createLinkOpening, type LinkDeps } from './links.ts'
import { createPasteLink } from './paste-link.ts'
import { createToolbar } from './toolbar.ts'

export interface EditorOptions {
  readonly fragment: XmlFragment
  readonly awareness: Awareness
  readonly words: Words
  /** Whether shortcuts are written and expected the Apple way. */
  readonly mac: boolean
}

/** Attributes of the editable element; the placeholder is drawn by the style sheet while the text is empty. */
const textAttributes = (state: EditorState, words: Words): Record<string, string> => {
  const only = state.doc.childCount === 1 ? state.doc.firstChild : null
  const empty = only?.type === schema.nodes.paragraph && only.content.size === 0
  return {
    class: empty ? 'prose empty' : 'prose',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': words.pad.text,
    'data-placeholder': words.pad.textPlaceholder,
    spellcheck: 'true',
  }
}

export const createEditor = (options: EditorOptions, deps: CursorsDeps & LinkDeps) => {
  const { fragment, awareness, words } = options
  const askLink = createLinkCommand(words)
  const toolbar = createToolbar({ words, mac: options.mac, askLink, askImage: createImageCommand(words) })
  const cursors = createCursors({ awareness, fallbackName: words.people.anonymous }, deps)
  const place = document.createElement('div')
  place.className = 'text'

  const view = new EditorView(place, {
    // What is written must not lie behind the bar, or behind a phone's tools at the foot of the page.
    scrollThreshold: { top: 72, bottom: 72, left: 0, right: 0 },
    scrollMargin: { top: 96, bottom: 96, left: 0, right: 0 },
    // y-prosemirror dispatches from a timer; the editor may be gone by then. `this`: it also does so while
    // the constructor is at work.
    dispatchTransaction(this: EditorView, transaction: Transaction) {
      if (!this.isDestroyed) this.updateState(this.state.apply(transaction))
    },
    state: EditorState.create({
      schema,
      plugins: [
        ySyncPlugin(fragment),
        yCursorPlugin(awareness, {
          awarenessStateFilter: cursors.awarenessStateFilter,
          cursorBuilder: cursors.cursorBuilder,
          selectionBuilder: cursors.selectionBuilder,
        }),
        // Undo takes back one's own changes only: the manager tracks the binding's transaction origin.
        yUndoPlugin(),
        ...createInputRules(),
        ...createKeymaps({
          link: askLink,
          toolbar: () => {
            toolbar.focus()
            return true
          },
        }),
        createLinkOpening(deps),
        createLinkHint(words),
        createPasteLink(),
        dropCursor({ class: 'drop-cursor', color: false }),
        gapCursor(),
        new Plugin({
          view: () => ({ update: (current) => toolbar.show(current) }),
          props: { attributes: (state) => textAttributes(state, words) },
        }),
      ],
    }),
  })
  toolbar.show(view)

  return {
    element: place,
    toolbar: toolbar.element,
    focus(): void {
      view.focus()
    },
    close(): void {
      view.destroy()
      cursors.close()
      toolbar.show(undefined)
    },
  }
}

export type Editor = ReturnType<typeof createEditor>
