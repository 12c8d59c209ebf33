/**
 * The commands behind the toolbar: each toggles, and each can say whether it is on at the selection and
 * whether it could be used there. They know the schema and nothing of buttons.
 */
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import type { Attrs, MarkType, NodeType } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import { AllSelection, type Command, EditorState, TextSelection } from 'prosemirror-state'
import { schema } from '../../protocol/schema.ts'

const { nodes, marks } = schema

export const markIsOn = (state: EditorState, type: MarkType): boolean => {
  const { from, $from, to, empty } = state.selection
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
  return state.doc.rangeHasMark(from, to, type)
}

/** Whether every text block in the selection is of this type. */
export const blockIsOn = (state: EditorState, type: NodeType, attrs: Attrs = {}): boolean => {
  const { from, to } = state.selection
  let found = 0
  let others = 0
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isTextblock) return true
    found += 1
    const same =
      node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)
    if (!same) others += 1
    return false
  })
  return found > 0 && others === 0
}

/** With everything selected the ends lie outside of every block; what counts then is the text in between. */
const atText = (state: EditorState): EditorState => {
  const { doc, selection } = state
  if (!(selection instanceof AllSelection)) return state
  return EditorState.create({ doc, selection: TextSelection.between(selection.$from, selection.$to) })
}

/** The depth of the nearest ancestor of this type at the selection; 0 when there is none. */
const depthOf = (state: EditorState, ...types: readonly NodeType[]): number => {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) return depth
  }
  return 0
}

/** Lists count only when they are the nearest list: a bullet list in a numbered one is a bullet list. */
export const wrapIsOn = (selected: EditorState, type: NodeType): boolean => {
  const state = atText(selected)
  if (type === nodes.blockquote) return depthOf(state, type) > 0
  const depth = depthOf(state, nodes.bullet_list, nodes.ordered_list)
  return depth > 0 && state.selection.$from.node(depth).type === type
}

export const toggleBlock =
  (type: NodeType, attrs: Attrs = {}): Command =>
  (state, dispatch, view) =>
    blockIsOn(state, type, attrs)
      ? setBlockType(nodes.paragraph)(state, dispatch, view)
      : setBlockType(type, attrs)(state, dispatch, view)

export const toggleList =
  (type: NodeType): Command =>
  (selected, dispatch, view) => {
    const state = atText(selected)
    if (wrapIsOn(state, type)) return liftListItem(nodes.list_item)(state, dispatch, view)
    const depth = depthOf(state, nodes.bullet_list, nodes.ordered_list)
    if (depth === 0) return wrapInList(type)(state, dispatch, view)
    // The other kind of list: the list changes its kind, its items stay.
    dispatch?.(state.tr.setNodeMarkup(state.selection.$from.before(depth), type))
    return true
  }

export const toggleQuote: Command = (selected, dispatch, view) => {
  const state = atText(selected)
  return wrapIsOn(state, nodes.blockquote)
    ? lift(state, dispatch, view)
    : wrapIn(nodes.blockquote)(state, dispatch, view)
}

export const toggles = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  strike: toggleMark(marks.strike),
  code: toggleMark(marks.code),
} as const
