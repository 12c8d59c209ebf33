/** The guard in front of the real binding's rules: what y-prosemirror would delete must be named, before it can. */

import { expect, test } from 'vitest'
import { initProseMirrorDoc } from 'y-prosemirror'
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, type XmlFragment, XmlHook, XmlText } from 'yjs'
import { schema } from '../../protocol/schema.ts'
import { createSchemaGuard, foreignParts } from './schema-guard.ts'

const text = (content: string, attributes?: object): XmlText => {
  const node = new XmlText()
  node.insert(0, content, attributes)
  return node
}
const el = (name: string, ...children: (XmlElement | XmlText)[]): XmlElement => {
  const node = new XmlElement(name)
  node.insert(0, children)
  return node
}
const pad = (...children: (XmlElement | XmlText)[]): { doc: Doc; fragment: XmlFragment } => {
  const doc = new Doc()
  const fragment = doc.getXmlFragment('prosemirror')
  fragment.insert(0, children)
  return { doc, fragment }
}
const embed = (): XmlText => {
  const node = new XmlText()
  node.insertEmbed(0, { video: 'x' })
  return node
}

const known = (): XmlElement[] => [
  el(
    'paragraph',
    text('a'),
    el('image'),
    text('b', { strong: {}, em: {}, code: {}, strike: {}, link: { href: 'x' } }),
  ),
  el('heading', text('c'), el('hard_break')),
  el('blockquote', el('horizontal_rule'), el('code_block', text('d'))),
  el('bullet_list', el('list_item', el('ordered_list', el('list_item', el('paragraph'))))),
]

test('[ED4] a document of known parts is let through, and really survives the binding', () => {
  const { doc, fragment } = pad(...known())
  const before = encodeStateAsUpdate(doc)
  expect([...foreignParts(fragment)]).toEqual([])
  initProseMirrorDoc(fragment, schema)
  expect(encodeStateAsUpdate(doc)).toEqual(before)
})

test.each<[string, string, () => XmlElement | XmlText]>([
  ['an unknown block', 'table', () => el('table', el('paragraph', text('kept')))],
  ['an unknown block deep inside', 'callout', () => el('blockquote', el('callout', text('kept')))],
  ['an unknown mark', 'comment', () => el('paragraph', text('kept', { comment: { id: 1 } }))],
  [
    'an unknown mark that may overlap',
    'comment',
    () => el('paragraph', text('kept', { 'comment--x1Yz9/8=': {} })),
  ],
  ['an embed', 'embed', () => el('paragraph', embed())],
  ['text at the top', 'text', () => text('kept')],
  ['text in a list', 'text', () => el('bullet_list', text('kept'))],
  [
    'a list item outside of a list',
    'list_item',
    () => el('blockquote', el('list_item', el('paragraph', text('kept')))),
  ],
  ['a block inside a paragraph', 'blockquote', () => el('paragraph', el('blockquote', text('kept')))],
  ['an image between blocks', 'image', () => el('blockquote', el('image'))],
  ['an element that calls itself text', 'text', () => el('paragraph', el('text', text('kept')))],
  [
    'an element that calls itself doc',
    'doc',
    () => el('blockquote', el('doc', el('paragraph', text('kept')))),
  ],
])('[ED4] %s is named, and reading changes nothing', (_what, name, part) => {
  const { doc, fragment } = pad(...known(), part())
  const before = encodeStateAsUpdate(doc)
  expect([...foreignParts(fragment)]).toContain(name)
  expect(encodeStateAsUpdate(doc)).toEqual(before)
  // The counter-proof: without the guard something would be gone, or the binding would throw.
  let survived = true
  try {
    initProseMirrorDoc(fragment, schema)
    survived = Buffer.from(encodeStateAsUpdate(doc)).equals(Buffer.from(before))
  } catch {
    survived = false
  }
  // An embed alone is not deleted by reading, only by the next edit; it is foreign all the same.
  if (name !== 'embed') expect(survived).toBe(false)
})

test('[ED4] a hook is foreign, an empty text node left behind by a deletion is not', () => {
  const { fragment } = pad(el('bullet_list', el('list_item', el('paragraph')), new XmlText()))
  expect([...foreignParts(fragment)]).toEqual([])
  fragment.insert(0, [new XmlHook('widget') as never])
  expect([...foreignParts(fragment)]).toEqual(['hook'])
})

const remote = (doc: Doc, change: (fragment: XmlFragment) => void): void => {
  const other = new Doc()
  applyUpdate(other, encodeStateAsUpdate(doc))
  change(other.getXmlFragment('prosemirror'))
  applyUpdate(doc, encodeStateAsUpdate(other), 'remote')
}

test('[ED5] a foreign part is told before an observer that was bound later sees it', () => {
  const { doc, fragment } = pad(el('paragraph', text('a')))
  const order: string[] = []
  const guard = createSchemaGuard(fragment, {
    foreign: (names) => order.push(`guard ${[...names]}`),
    clear: () => order.push('clear'),
  })
  fragment.observeDeep(() => order.push('binding'))
  remote(doc, (theirs) => theirs.insert(0, [el('table')]))
  expect(order).toEqual(['guard table', 'binding'])
  remote(doc, (theirs) => theirs.delete(0, 1))
  expect(order.slice(2)).toEqual(['clear', 'binding'])
  guard.close()
})

test('[ED5] marks and embeds inside known text are noticed as they arrive, honest writing is not', () => {
  const { doc, fragment } = pad(el('paragraph', text('plain')))
  const told: string[][] = []
  const guard = createSchemaGuard(fragment, {
    foreign: (names) => told.push([...names]),
    clear: () => told.push([]),
  })
  const first = (theirs: XmlFragment): XmlText => (theirs.get(0) as XmlElement).get(0) as XmlText
  remote(doc, (theirs) => first(theirs).insert(2, 'more', { strong: {} }))
  remote(doc, (theirs) => first(theirs).format(0, 2, { strong: null }))
  remote(doc, (theirs) => theirs.insert(1, known()))
  expect(told).toEqual([])
  remote(doc, (theirs) => first(theirs).format(0, 2, { comment: { id: 7 } }))
  expect(told).toEqual([['comment']])
  remote(doc, (theirs) => first(theirs).format(0, 2, { comment: null }))
  expect(told).toEqual([['comment'], []])
  remote(doc, (theirs) => first(theirs).insertEmbed(0, { video: 1 }))
  expect(told.at(-1)).toEqual(['embed'])
  guard.close()
})
