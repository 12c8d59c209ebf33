/** An address pasted over selected words makes them a link, as writers expect; anything else is pasted as it is. */
import { type EditorState, Plugin, type Transaction } from 'prosemirror-state'
import { safeUrl } from '../../protocol/safe-url.ts'
import { schema } from '../../protocol/schema.ts'

/** The change that pasting this text makes; undefined when it is an ordinary paste. */
export const linkFromPaste = (state: EditorState, pasted: string): Transaction | undefined => {
  const { empty, from, to, $from, $to } = state.selection
  if (empty || !$from.sameParent($to) || $from.parent.type.spec.code) return undefined
  const text = pasted.trim()
  const href = /^(https?:\/\/|mailto:)\S+$/i.test(text) ? safeUrl(text) : undefined
  if (href === undefined) return undefined
  return state.tr.addMark(from, to, schema.marks.link.create({ href })).scrollIntoView()
}

export const createPasteLink = (): Plugin =>
  new Plugin({
    props: {
      handlePaste: (view, event) => {
        const transaction = linkFromPaste(view.state, event.clipboardData?.getData('text/plain') ?? '')
        if (!transaction) return false
        view.dispatch(transaction)
        return true
      },
    },
  })
