/**
 * Random documents for the tests of this folder: trees of everything the schema knows, with the text that is
 * hardest on Markdown, and the bytes they make. fast-check prints the seed of whatever fails.
 */
import fc from 'fast-check'
import * as Y from 'yjs'
import { CONTENT_ROOT, TITLE_ROOT } from '../../protocol/pad-id.ts'
import type { Json, TreeMark, TreeNode } from './tree.ts'

const PIECES = [
  'a',
  'b',
  'Z',
  '1',
  'é',
  '文',
  '😀',
  ' ',
  '  ',
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '(',
  ')',
  '!',
  '![',
  '<',
  '>',
  '<b>',
  '&',
  '&amp;',
  '\\',
  '#',
  '# ',
  '- ',
  '--',
  '---',
  '+ ',
  '=',
  '===',
  '1. ',
  '2) ',
  '.',
  '"',
  "'",
  '|',
  ':',
  'http://x.y/z',
  '[a](b)',
  'snake_case',
  '\t',
  'word',
  'two words',
]

const text = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join(''))
const address = fc.constantFrom(
  'http://x.y',
  '/a(b)c',
  'https://é.org/?a=1&amp=2',
  'mailto:a@b.c',
  'a b',
  '#x*y*',
)
const maybeText = fc.option(text, { nil: null })

const marks: fc.Arbitrary<TreeMark[]> = fc.uniqueArray(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom({ type: 'em' }, { type: 'strong' }, { type: 'strike' }, { type: 'code' }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('link'),
        attrs: fc.record({ href: address, title: maybeText }),
      }),
    },
  ),
  { selector: (mark) => mark.type, maxLength: 3 },
)

const run: fc.Arbitrary<TreeNode> = fc.record({ type: fc.constant('text'), text, marks })
const image: fc.Arbitrary<TreeNode> = fc.record({
  type: fc.constant('image'),
  attrs: fc.record({ src: address, alt: maybeText, title: maybeText }),
})
const inlines = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: run },
    { weight: 1, arbitrary: fc.constant<TreeNode>({ type: 'hard_break' }) },
    { weight: 1, arbitrary: image },
  ),
  { maxLength: 6 },
)

const { block } = fc.letrec<{ block: TreeNode; item: TreeNode }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    fc.record({ type: fc.constant('paragraph'), content: inlines }),
    fc.record({
      type: fc.constant('heading'),
      attrs: fc.record({ level: fc.integer({ min: 1, max: 6 }) }),
      content: inlines,
    }),
    fc.constant<TreeNode>({ type: 'horizontal_rule' }),
    fc.record({
      type: fc.constant('code_block'),
      attrs: fc.record({ language: fc.constantFrom('', 'js', 'c++') }),
      content: fc
        .array(text, { maxLength: 4 })
        .map((lines) => (lines.length === 0 ? [] : [{ type: 'text', text: lines.join('\n') }])),
    }),
    fc.record({
      type: fc.constant('blockquote'),
      content: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('bullet_list'),
      content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('ordered_list'),
      attrs: fc.record({ order: fc.constantFrom(0, 1, 7, 99, 999_999_999) }),
      content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
  ),
  item: fc.record({
    type: fc.constant('list_item'),
    content: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
  }),
}))

export const anyDocument: fc.Arbitrary<TreeNode> = fc
  .array(block, { maxLength: 5 })
  .map((content) => ({ type: 'doc', content }))

/** A document as y-prosemirror lays it out, for whatever names and attributes a test makes up. */
export function documentOf(content: readonly TreeNode[], title = ''): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment(CONTENT_ROOT).insert(0, elements(content))
  if (title !== '') doc.getText(TITLE_ROOT).insert(0, title)
  return doc
}

export const updateOf = (content: readonly TreeNode[], title = ''): Uint8Array =>
  Y.encodeStateAsUpdate(documentOf(content, title))

function elements(nodes: readonly TreeNode[]): (Y.XmlElement | Y.XmlText)[] {
  return nodes.map((node) => {
    if (node.text !== undefined) {
      const run = new Y.XmlText()
      run.insert(
        0,
        node.text,
        Object.fromEntries((node.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}])),
      )
      return run
    }
    const element = new Y.XmlElement<{ [name: string]: Json }>(node.type)
    for (const [name, value] of Object.entries(node.attrs ?? {})) element.setAttribute(name, value)
    element.insert(0, elements(node.content ?? []))
    return element as Y.XmlElement
  })
}
