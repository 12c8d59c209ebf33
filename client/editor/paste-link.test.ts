/** Which pastes make a link of the selected words, on a state without a view. */
import { EditorState, TextSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import { schema } from '../../protocol/schema.ts'
import { completeUrl } from './links.ts'
import { linkFromPaste } from './paste-link.ts'

const { nodes } = schema
const state = (from: number, to: number, code = false): EditorState => {
  const block = (code ? nodes.code_block : nodes.paragraph).create(null, schema.text('some words'))
  const doc = nodes.doc.create(null, [block, nodes.paragraph.create(null, schema.text('more'))])
  const fresh = EditorState.create({ doc })
  return fresh.apply(fresh.tr.setSelection(TextSelection.create(fresh.doc, from, to)))
}

test('[ED10] an address pasted over words links them and keeps them', () => {
  const transaction = linkFromPaste(state(1, 5), ' https://example.org/a?b=c \n')
  expect(transaction?.doc.textContent).toBe('some wordsmore')
  expect(transaction?.doc.firstChild?.firstChild?.marks.map((mark) => mark.attrs.href)).toEqual([
    'https://example.org/a?b=c',
  ])
})

test.each([
  ['nothing selected', state(3, 3), 'https://example.org'],
  ['words of two paragraphs', state(2, 15), 'https://example.org'],
  ['code', state(1, 5, true), 'https://example.org'],
  ['a sentence with an address in it', state(1, 5), 'see https://example.org'],
  ['a script', state(1, 5), 'javascript:alert(1)'],
  ['a path', state(1, 5), '/p/other'],
])('[ED10] %s is pasted as it is', (_what, before, pasted) => {
  expect(linkFromPaste(before, pasted)).toBeUndefined()
})

test('[ED10] what people type for an address becomes one', () => {
  expect(completeUrl(' example.org ')).toBe('https://example.org')
  expect(completeUrl('example.org:8080/a')).toBe('https://example.org:8080/a')
  expect(completeUrl('bücher.example/a')).toBe('https://bücher.example/a')
  expect(completeUrl('someone@example.org')).toBe('mailto:someone@example.org')
  expect(completeUrl('/p/other')).toBe('/p/other')
  expect(completeUrl('http://example.org')).toBe('http://example.org')
  expect(completeUrl('javascript:alert(1)')).toBe('javascript:alert(1)')
})
