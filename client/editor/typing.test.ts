/** Typing and tools on an editor state without a view: what Markdown becomes, and that tools toggle. */
import type { Node } from 'prosemirror-model'
import { type Command, EditorState, type Plugin, TextSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { schema } from '../../protocol/schema.ts'
import { toggleBlock, toggleList, toggleQuote, toggles } from './blocks.ts'
import { createInputRules } from './input-rules.ts'
import { shortcutAria, shortcutText } from './keys.ts'

const { nodes } = schema
const rules = createInputRules()

/** An editor as far as the rules look at one: every character passes them first. */
const typist = (start?: Node) => {
  let state = EditorState.create({ schema, plugins: rules, ...(start ? { doc: start } : {}) })
  const dispatch = (transaction: typeof state.tr): void => {
    state = state.apply(transaction)
  }
  const view = {
    get state() {
      return state
    },
    dispatch,
    composing: false,
  }
  type TextInput = (view: object, from: number, to: number, text: string) => boolean
  const input = (rules[0] as Plugin).props.handleTextInput as unknown as TextInput
  const keys = (rules[1] as Plugin).props.handleKeyDown as unknown as (view: object, event: object) => boolean
  const end = (): void => dispatch(state.tr.setSelection(TextSelection.atEnd(state.doc)))
  end()
  return {
    type(text: string): void {
      for (const character of text) {
        const { from, to } = state.selection
        if (!input.call(rules[0], view, from, to, character)) dispatch(state.tr.insertText(character))
      }
    },
    press: (key: string): boolean => keys.call(rules[1], view, { key, keyCode: 0 }),
    run: (command: Command): boolean => command(state, dispatch),
    all: (): void =>
      dispatch(
        state.tr.setSelection(
          TextSelection.between(state.doc.resolve(1), state.doc.resolve(state.doc.content.size - 1)),
        ),
      ),
    get text(): string {
      return state.doc.toString()
    },
    get doc(): Node {
      return state.doc
    },
  }
}

test.each([
  ['# a', 'doc(heading("a"))'],
  ['> a', 'doc(blockquote(paragraph("a")))'],
  ['- a', 'doc(bullet_list(list_item(paragraph("a"))))'],
  ['* a', 'doc(bullet_list(list_item(paragraph("a"))))'],
  ['1. a', 'doc(ordered_list(list_item(paragraph("a"))))'],
  ['``` a', 'doc(code_block("a"))'],
  ['---', 'doc(horizontal_rule, paragraph)'],
  ['a **b** c', 'doc(paragraph("a ", strong("b"), " c"))'],
  ['__b__', 'doc(paragraph(strong("b")))'],
  ['a *b* c', 'doc(paragraph("a ", em("b"), " c"))'],
  ['a ~~b c~~ d', 'doc(paragraph("a ", strike("b c"), " d"))'],
  ['a `b` c', 'doc(paragraph("a ", code("b"), " c"))'],
  ['a snake_case_name', 'doc(paragraph("a snake_case_name"))'],
  ['2 * 3 * 4', 'doc(paragraph("2 * 3 * 4"))'],
  ['****', 'doc(paragraph("****"))'],
  ['`a` **b**', 'doc(paragraph(code("a"), " ", strong("b")))'],
  ['`**b**`', 'doc(paragraph(code("**b**")))'],
  ['``` # a **b**', 'doc(code_block("# a **b**"))'],
])('[ED6] typing %s makes %s', (typed, wanted) => {
  const writer = typist()
  writer.type(typed)
  expect(writer.text).toBe(wanted)
})

test('[ED6] the level of a heading and the first number of a list are those that were typed', () => {
  const heading = typist()
  heading.type('### a')
  expect(heading.doc.firstChild?.attrs).toEqual({ level: 3 })
  const list = typist()
  list.type('7. a')
  expect(list.doc.firstChild?.attrs).toEqual({ order: 7 })
})

test('[ED6] a fence and Enter make a code block in that language', () => {
  const writer = typist()
  writer.type('```ts')
  expect(writer.press('Enter')).toBe(true)
  writer.type('# x')
  expect(writer.text).toBe('doc(code_block("# x"))')
  expect(writer.doc.firstChild?.attrs).toEqual({ language: 'ts' })
})

test('[ED6] Backspace right after takes a conversion back', () => {
  const writer = typist()
  writer.type('# ')
  expect(writer.text).toBe('doc(heading)')
  expect(writer.press('Backspace')).toBe(true)
  expect(writer.text).toBe('doc(paragraph("# "))')
})

const paragraph = (text: string): Node => nodes.paragraph.create(null, schema.text(text))

test.each<[string, Command]>([
  ['heading', toggleBlock(nodes.heading, { level: 2 })],
  ['code block', toggleBlock(nodes.code_block)],
  ['bullet list', toggleList(nodes.bullet_list)],
  ['numbered list', toggleList(nodes.ordered_list)],
  ['quote', toggleQuote],
  ['bold', toggles.bold],
  ['code', toggles.code],
])('[ED8] %s twice leaves the text as it was', (_name, command) => {
  const writer = typist(nodes.doc.create(null, [paragraph('one'), paragraph('two')]))
  writer.all()
  const before = writer.text
  expect(writer.run(command)).toBe(true)
  expect(writer.text).not.toBe(before)
  writer.all()
  expect(writer.run(command)).toBe(true)
  expect(writer.text).toBe(before)
})

test('[ED8] a list becomes the other kind with all its items', () => {
  const item = (text: string): Node => nodes.list_item.create(null, paragraph(text))
  const writer = typist(nodes.doc.create(null, nodes.bullet_list.create(null, [item('one'), item('two')])))
  expect(writer.run(toggleList(nodes.ordered_list))).toBe(true)
  expect(writer.text).toBe('doc(ordered_list(list_item(paragraph("one")), list_item(paragraph("two"))))')
})

test('[UI4] a shortcut is written the way the platform writes it', () => {
  expect(shortcutText('Mod-Shift-x', false)).toBe('Ctrl+Shift+X')
  expect(shortcutText('Mod-Alt-1', true)).toBe('⌘⌥1')
  expect(shortcutAria('Mod-b', false)).toBe('Control+B')
  expect(shortcutAria('Mod-b', true)).toBe('Meta+B')
})
