/** The schema as attributes from strangers meet it, rendered as ProseMirror would, without a DOM. */
import { Node } from 'prosemirror-model'
import { expect, test } from 'vitest'
import { codeLanguage, headingLevel, listStart, schema } from './schema.ts'

const { nodes, marks } = schema

test('[ED3] it loads without a DOM and an empty pad is one empty paragraph', () => {
  expect('document' in globalThis).toBe(false)
  expect(schema.topNodeType.createAndFill()?.toJSON()).toEqual({
    type: 'doc',
    content: [{ type: 'paragraph' }],
  })
})

test('[ED3] every node and mark can be made without any attribute', () => {
  for (const type of Object.values(nodes)) {
    if (!type.isText) expect(() => type.create()).not.toThrow()
  }
  for (const type of Object.values(marks)) expect(() => type.create()).not.toThrow()
})

test('[ED3] blocks fit into list items and quotes whatever their kind, and marks into code blocks', () => {
  const strong = marks.strong.create()
  const item = nodes.list_item.create(null, nodes.heading.create({ level: 2 }, schema.text('a')))
  const code = nodes.code_block.create(null, schema.text('b', [strong]))
  const quote = nodes.blockquote.create(null, [nodes.horizontal_rule.create(), code])
  const doc = nodes.doc.create(null, [nodes.bullet_list.create(null, item), quote])
  expect(() => doc.check()).not.toThrow()
  expect(() => Node.fromJSON(schema, doc.toJSON()).check()).not.toThrow()
})

test.each([
  [1, 1],
  [6, 6],
  ['3', 3],
  [0, 1],
  [-2, 1],
  [7, 6],
  [2.9, 2],
  ['r onload=x', 1],
  [null, 1],
  [{}, 1],
  [Number.NaN, 1],
])('[ED2] a heading of level %j is h%i', (level, shown) => {
  expect(headingLevel(level)).toBe(shown)
  expect(nodes.heading.spec.toDOM?.(nodes.heading.create({ level }))).toEqual([`h${shown}`, 0])
})

test('[ED2] the first number of a list is a whole number or one', () => {
  expect([3, '4', 0, -1, 'x', 1e12, null, undefined].map(listStart)).toEqual([3, 4, 0, 1, 1, 1, 1, 1])
})

test('[ED2] the language of a code block is one word or none', () => {
  expect(codeLanguage('c++')).toBe('c++')
  expect(codeLanguage('ts other-class')).toBe('')
  expect(codeLanguage('"><script>')).toBe('')
  expect(codeLanguage(['ts'])).toBe('')
})

test('[ED1] a link or image that arrived with a script renders without an address', () => {
  const link = marks.link.create({ href: 'java\nscript:alert(1)' })
  expect(marks.link.spec.toDOM?.(link, true)).toMatchObject(['a', { href: null }, 0])
  const image = nodes.image.create({ src: 'data:image/svg+xml,<svg onload=1>' })
  expect(nodes.image.spec.toDOM?.(image)).toMatchObject(['img', { src: null }])
})

test('[ED1] pasted links and images are refused by the same rule', () => {
  const attribute = (values: Record<string, string>) => ({
    getAttribute: (name: string) => values[name] ?? null,
  })
  const link = marks.link.spec.parseDOM?.[0]?.getAttrs as (element: object) => unknown
  const image = nodes.image.spec.parseDOM?.[0]?.getAttrs as (element: object) => unknown
  expect(link(attribute({ href: 'javascript:alert(1)' }))).toBe(false)
  expect(link(attribute({ href: ' https://example.org' }))).toEqual({
    href: 'https://example.org',
    title: null,
  })
  expect(image(attribute({ src: 'file:///a.png' }))).toBe(false)
  expect(image(attribute({ src: 'a.png', alt: 'A' }))).toEqual({ src: 'a.png', alt: 'A', title: null })
})
