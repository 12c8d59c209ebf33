/**
 * Which key does what in the text, and how a shortcut is written on this platform. `Mod` is ⌘ on a Mac and
 * Ctrl elsewhere. Tab indents only inside a list: anywhere else it must move the focus on (WCAG 2.1.2).
 */
import {
  baseKeymap,
  chainCommands,
  exitCode,
  joinDown,
  joinUp,
  lift,
  setBlockType,
  toggleMark,
  wrapIn,
} from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import { redoCommand, undoCommand } from 'y-prosemirror'
import { schema } from '../../protocol/schema.ts'

const { nodes, marks } = schema

const insertBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
}

export const insertDivider: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView())
  return true
}

/** Backspace at the start of a heading or code block first makes it plain text, as writers expect. */
const plainAtStart: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0 || $from.parent.type === nodes.paragraph) return false
  return setBlockType(nodes.paragraph)(state, dispatch, view)
}

/** Backspace at the start of a list item takes it out of the list before it joins anything. */
const liftAtStart: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0) return false
  if ($from.depth < 2 || $from.node(-1).type !== nodes.list_item || $from.index(-1) > 0) return false
  return liftListItem(nodes.list_item)(state, dispatch, view)
}

/** Every shortcut by the name of what it does; the toolbar shows the same strings. */
export const SHORTCUTS = {
  bold: 'Mod-b',
  italic: 'Mod-i',
  strike: 'Mod-Shift-x',
  code: 'Mod-e',
  link: 'Mod-k',
  paragraph: 'Mod-Alt-0',
  heading1: 'Mod-Alt-1',
  heading2: 'Mod-Alt-2',
  heading3: 'Mod-Alt-3',
  bulletList: 'Mod-Shift-8',
  orderedList: 'Mod-Shift-7',
  quote: 'Mod-Shift-9',
  codeBlock: 'Mod-Alt-c',
  undo: 'Mod-z',
  redo: 'Mod-y',
} as const

export const createKeymaps = (asks: { readonly link: Command; readonly toolbar: Command }): Plugin[] => [
  keymap({
    [SHORTCUTS.undo]: undoCommand,
    [SHORTCUTS.redo]: redoCommand,
    'Mod-Shift-z': redoCommand,
    [SHORTCUTS.bold]: toggleMark(marks.strong),
    [SHORTCUTS.italic]: toggleMark(marks.em),
    [SHORTCUTS.strike]: toggleMark(marks.strike),
    [SHORTCUTS.code]: toggleMark(marks.code),
    [SHORTCUTS.link]: asks.link,
    [SHORTCUTS.paragraph]: setBlockType(nodes.paragraph),
    [SHORTCUTS.heading1]: setBlockType(nodes.heading, { level: 1 }),
    [SHORTCUTS.heading2]: setBlockType(nodes.heading, { level: 2 }),
    [SHORTCUTS.heading3]: setBlockType(nodes.heading, { level: 3 }),
    [SHORTCUTS.codeBlock]: setBlockType(nodes.code_block),
    [SHORTCUTS.bulletList]: wrapInList(nodes.bullet_list),
    [SHORTCUTS.orderedList]: wrapInList(nodes.ordered_list),
    [SHORTCUTS.quote]: wrapIn(nodes.blockquote),
    'Mod-Enter': chainCommands(exitCode, insertBreak),
    'Shift-Enter': chainCommands(exitCode, insertBreak),
    Enter: splitListItem(nodes.list_item),
    Tab: sinkListItem(nodes.list_item),
    'Shift-Tab': liftListItem(nodes.list_item),
    Backspace: chainCommands(liftAtStart, plainAtStart),
    'Alt-ArrowUp': joinUp,
    'Alt-ArrowDown': joinDown,
    'Mod-[': lift,
    'Alt-F10': asks.toolbar,
  }),
  keymap(baseKeymap),
]

const MAC_KEYS: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' }

/** `Mod-Shift-x` as people read it: `⇧⌘X` or `Ctrl+Shift+X`. */
export const shortcutText = (shortcut: string, mac: boolean): string => {
  const parts = shortcut.split('-').map((part) => (part.length === 1 ? part.toUpperCase() : part))
  if (mac) return parts.map((part) => MAC_KEYS[part] ?? part).join('')
  return parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+')
}

/** The same for `aria-keyshortcuts` (WAI-ARIA 1.2: Control, Meta, Alt, Shift joined by +). */
export const shortcutAria = (shortcut: string, mac: boolean): string =>
  shortcut
    .split('-')
    .map((part) =>
      part === 'Mod' ? (mac ? 'Meta' : 'Control') : part.length === 1 ? part.toUpperCase() : part,
    )
    .join('+')
