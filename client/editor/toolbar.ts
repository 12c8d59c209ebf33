/**
 * The row of formatting buttons. It shows what is on at the selection and hands commands to the editor; it
 * keeps the focus in the text when used with a pointer, and is one tab stop when used with the keyboard.
 * A button that cannot be used here stays in place and is marked disabled, so that nothing moves.
 */
import { setBlockType } from 'prosemirror-commands'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { redoCommand, undoCommand } from 'y-prosemirror'
import { schema } from '../../protocol/schema.ts'
import type { Words } from '../../protocol/words/en.ts'
import { element } from '../ui/element.ts'
import { type IconName, icon } from '../ui/icons.ts'
import { rove } from '../ui/roving.ts'
import { blockIsOn, markIsOn, toggleBlock, toggleList, toggleQuote, toggles, wrapIsOn } from './blocks.ts'
import { insertDivider, SHORTCUTS, shortcutAria, shortcutText } from './keys.ts'

const { nodes, marks } = schema

interface Tool {
  readonly name: string
  readonly face: IconName | { readonly letters: string }
  readonly shortcut?: string
  readonly command: Command
  /** Absent for tools that do something once, such as a divider. */
  readonly isOn?: (state: EditorState) => boolean
}

export interface ToolbarOptions {
  readonly words: Words
  readonly mac: boolean
  readonly askLink: Command
  readonly askImage: Command
}

const groupsOf = ({ words, askLink, askImage }: ToolbarOptions): readonly (readonly Tool[])[] => {
  const heading = (level: 1 | 2 | 3): Tool => ({
    name: words.toolbar.heading(level),
    face: { letters: `H${level}` },
    shortcut: SHORTCUTS[`heading${level}`],
    command: toggleBlock(nodes.heading, { level }),
    isOn: (state) => blockIsOn(state, nodes.heading, { level }),
  })
  const mark = (kind: keyof typeof toggles, type: (typeof marks)[keyof typeof marks]): Tool => ({
    name: words.toolbar[kind],
    face: kind,
    shortcut: SHORTCUTS[kind],
    command: toggles[kind],
    isOn: (state) => markIsOn(state, type),
  })
  return [
    [
      {
        name: words.toolbar.paragraph,
        face: { letters: '¶' },
        shortcut: SHORTCUTS.paragraph,
        command: setBlockType(nodes.paragraph),
        isOn: (state) => blockIsOn(state, nodes.paragraph),
      },
      heading(1),
      heading(2),
      heading(3),
    ],
    [
      mark('bold', marks.strong),
      mark('italic', marks.em),
      mark('strike', marks.strike),
      mark('code', marks.code),
      {
        name: words.toolbar.link,
        face: 'link',
        shortcut: SHORTCUTS.link,
        command: askLink,
        isOn: (state) => markIsOn(state, marks.link),
      },
    ],
    [
      {
        name: words.toolbar.bulletList,
        face: 'bulletList',
        shortcut: SHORTCUTS.bulletList,
        command: toggleList(nodes.bullet_list),
        isOn: (state) => wrapIsOn(state, nodes.bullet_list),
      },
      {
        name: words.toolbar.orderedList,
        face: 'orderedList',
        shortcut: SHORTCUTS.orderedList,
        command: toggleList(nodes.ordered_list),
        isOn: (state) => wrapIsOn(state, nodes.ordered_list),
      },
      {
        name: words.toolbar.quote,
        face: 'quote',
        shortcut: SHORTCUTS.quote,
        command: toggleQuote,
        isOn: (state) => wrapIsOn(state, nodes.blockquote),
      },
      {
        name: words.toolbar.codeBlock,
        face: 'codeBlock',
        shortcut: SHORTCUTS.codeBlock,
        command: toggleBlock(nodes.code_block),
        isOn: (state) => blockIsOn(state, nodes.code_block),
      },
    ],
    [
      { name: words.toolbar.divider, face: 'divider', command: insertDivider },
      { name: words.toolbar.image, face: 'image', command: askImage },
    ],
    [
      { name: words.toolbar.undo, face: 'undo', shortcut: SHORTCUTS.undo, command: undoCommand },
      { name: words.toolbar.redo, face: 'redo', shortcut: SHORTCUTS.redo, command: redoCommand },
    ],
  ]
}

export const createToolbar = (options: ToolbarOptions) => {
  const { words, mac } = options
  let view: EditorView | undefined

  const buttonOf = (tool: Tool): HTMLButtonElement => {
    const label = tool.shortcut
      ? words.toolbar.withShortcut(tool.name, shortcutText(tool.shortcut, mac))
      : tool.name
    const face =
      typeof tool.face === 'string'
        ? icon(tool.face)
        : element('span', { class: 'letters', 'data-letters': tool.face.letters })
    const button = element(
      'button',
      {
        type: 'button',
        class: 'plain tool',
        title: label,
        'aria-label': tool.name,
        'aria-keyshortcuts': tool.shortcut && shortcutAria(tool.shortcut, mac),
        'aria-pressed': tool.isOn ? 'false' : undefined,
      },
      face,
    )
    // A pressed pointer would take the focus, and with it the selection and a phone's keyboard.
    button.addEventListener('pointerdown', (event) => event.preventDefault())
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      if (!view || button.getAttribute('aria-disabled') === 'true') return
      const fromKeyboard = document.activeElement === button
      tool.command(view.state, view.dispatch, view)
      if (!fromKeyboard && !document.querySelector('dialog[open]')) view.focus()
    })
    return button
  }

  const groups = groupsOf(options).map((tools) => tools.map((tool) => ({ tool, button: buttonOf(tool) })))
  const entries = groups.flat()
  const row = element(
    'div',
    { role: 'toolbar', class: 'toolbar', 'aria-label': words.toolbar.label },
    ...groups.map((group) => element('div', { class: 'tools' }, ...group.map(({ button }) => button))),
  )
  const buttons = entries.map(({ button }) => button)
  rove(row, buttons)
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') view?.focus()
  })

  const set = (button: HTMLElement, name: string, value: string): void => {
    if (button.getAttribute(name) !== value) button.setAttribute(name, value)
  }

  return {
    element: row,
    /** Shows the state of this editor; undefined when there is none and nothing can be formatted. */
    show(current: EditorView | undefined): void {
      view = current
      for (const { tool, button } of entries) {
        const on = current !== undefined && tool.isOn?.(current.state) === true
        const usable = current?.editable === true && (on || tool.command(current.state))
        set(button, 'aria-disabled', String(!usable))
        if (tool.isOn) set(button, 'aria-pressed', String(on))
      }
    },
    focus(): void {
      buttons.find((button) => button.tabIndex === 0)?.focus()
    },
  }
}

export type Toolbar = ReturnType<typeof createToolbar>
