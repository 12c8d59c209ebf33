/**
 * What turns Markdown into formatting while it is typed. Backspace right after takes a conversion back.
 * The rules for marks are our own: they keep the text between the delimiters and drop only the delimiters.
 */
import {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  undoInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import type { MarkType, Node } from 'prosemirror-model'
import type { Command, Plugin } from 'prosemirror-state'
import { schema } from '../../protocol/schema.ts'

const { nodes, marks } = schema

/** `pattern` captures in group 1 what stays, between delimiters of `width` characters at each end. */
const markRule = (pattern: RegExp, type: MarkType, width: number): InputRule =>
  new InputRule(pattern, (state, match, start, end) => {
    const kept = match[1]
    const whole = match[0]
    if (kept === undefined) return null
    // The pattern may begin with one character that stands before the delimiter.
    const from = start + whole.length - kept.length - 2 * width
    // The delimiter's last character is being typed: it is in the match but not yet in the document.
    const contentFrom = from + width
    const contentTo = contentFrom + kept.length
    if (!state.doc.resolve(from).parent.type.allowsMarkType(type)) return null
    if (type !== marks.code && state.doc.rangeHasMark(from, end, marks.code)) return null
    // Behind an open backtick everything is going to be code.
    const before = state.doc.textBetween(state.doc.resolve(from).start(), from, null, '\ufffc')
    if (type !== marks.code && before.split('`').length % 2 === 0) return null
    return state.tr
      .delete(contentTo, end)
      .delete(from, contentFrom)
      .addMark(from, from + kept.length, type.create())
      .removeStoredMark(type)
  })

const rules: readonly InputRule[] = [
  textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
  wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list),
  wrappingInputRule(
    /^(\d{1,9})[.)]\s$/,
    nodes.ordered_list,
    (match) => ({ order: Number(match[1]) }),
    (match, node: Node) => node.childCount + Number(node.attrs.order) === Number(match[1]),
  ),
  textblockTypeInputRule(/^```([A-Za-z0-9+#._-]{0,40})\s$/, nodes.code_block, (match) => ({
    language: match[1] ?? '',
  })),
  new InputRule(/^---$/, (state, _match, start, end) => {
    const $start = state.doc.resolve(start)
    if ($start.parent.type !== nodes.paragraph || $start.depth < 1) return null
    const tail = state.doc.resolve(end).parentOffset < $start.parent.content.size
    if (tail) return null
    return state.tr
      .delete(start, end)
      .insert($start.before(), nodes.horizontal_rule.create())
      .scrollIntoView()
  }),
  markRule(/(?:^|[^*\\])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*$/, marks.strong, 2),
  markRule(/(?:^|[^_\w\\])__([^\s_](?:[^_]*[^\s_])?)__$/, marks.strong, 2),
  markRule(/(?:^|[^*\\])\*([^\s*](?:[^*]*[^\s*])?)\*$/, marks.em, 1),
  markRule(/(?:^|[^_\w\\])_([^\s_](?:[^_]*[^\s_])?)_$/, marks.em, 1),
  markRule(/(?:^|[^~\\])~~([^\s~](?:[^~]*[^\s~])?)~~$/, marks.strike, 2),
  markRule(/(?:^|[^`\\])`([^`]+)`$/, marks.code, 1),
]

/** Enter after a fence that stands alone, as in Markdown. */
const fence: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  const match = /^```([A-Za-z0-9+#._-]{0,40})$/.exec($from.parent.textContent)
  if (!empty || match === null || $from.parent.type !== nodes.paragraph) return false
  const start = $from.start()
  dispatch?.(
    state.tr
      .delete(start, $from.end())
      .setBlockType(start, start, nodes.code_block, { language: match[1] ?? '' })
      .scrollIntoView(),
  )
  return true
}

/** The keymap must stand before the others, so that Backspace first takes a conversion back. */
export const createInputRules = (): Plugin[] => [
  inputRules({ rules }),
  keymap({ Backspace: undoInputRule, Enter: fence }),
]
