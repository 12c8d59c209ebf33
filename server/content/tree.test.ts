import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { schema } from '../../protocol/schema.ts'
import { EXPORT_FORMATS } from './exports.ts'
import { renderHtml } from './html.ts'
import { toKnownDocument } from './known.ts'
import { anyDocument, documentOf, updateOf } from './sample-trees.ts'
import { renderText } from './text.ts'
import { MAX_TREE_DEPTH, readDocument, readUpdate, type TreeNode } from './tree.ts'

const paragraph = (text: string): TreeNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const STRANGE: TreeNode[] = [
  paragraph('before'),
  { type: 'quiz', attrs: { level: 'hard', list: [1, { a: null }] }, content: [paragraph('inside')] },
  {
    type: 'paragraph',
    content: [
      {
        type: 'text',
        text: 'shiny',
        marks: [{ type: 'glow', attrs: { colour: 'red' } }, { type: 'strong' }],
      },
      { type: 'mention', attrs: { user: 'u1' } },
    ],
  },
]

describe('reading', () => {
  test('[CO1] no export changes a byte of a document with parts nobody knows', () => {
    const doc = documentOf(STRANGE, 'title')
    let updates = 0
    doc.on('update', () => updates++)
    const before = Y.encodeStateAsUpdate(doc)
    readDocument(doc)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(updates).toBe(0)
    const bytes = before.slice()
    const source = { padId: 'a', generation: 'g', sequence: 3, update: bytes }
    for (const format of Object.values(EXPORT_FORMATS)) format.render(source)
    expect(bytes).toEqual(before)
  })

  test('[CO1] the yjs export is the stored bytes themselves', () => {
    const update = updateOf(STRANGE)
    expect(EXPORT_FORMATS.yjs?.render({ padId: 'a', generation: 'g', sequence: 1, update })).toBe(update)
  })

  test('[CO2] unknown nodes, marks and attributes keep their names', () => {
    const { title, root } = readUpdate(updateOf(STRANGE, 'T'))
    expect(title).toBe('T')
    expect(root.content?.[1]).toEqual(STRANGE[1])
    expect(root.content?.[2]?.content?.[0]?.marks?.map((mark) => mark.type).sort()).toEqual([
      'glow',
      'strong',
    ])
    expect(root.content?.[2]?.content?.[1]).toEqual({ type: 'mention', attrs: { user: 'u1' } })
  })

  test('[CO2] any document of the schema is read as it was written', () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        const read = readUpdate(updateOf(tree.content ?? [])).root
        expect(toKnownDocument(read, schema).eq(toKnownDocument(tree, schema))).toBe(true)
        toKnownDocument(read, schema).check()
      }),
      { numRuns: 200 },
    )
  })

  test('[CO2] several marks of one type on one text lose only their hash', () => {
    const doc = documentOf([paragraph('x')])
    const text = (doc.getXmlFragment('prosemirror').get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.format(0, 1, { 'comment--a1B2c3D4': { id: 1 }, 'comment--a1B2c3D5': { id: 2 } })
    expect(readDocument(doc).root.content?.[0]?.content?.[0]?.marks).toEqual([
      { type: 'comment', attrs: { id: 1 } },
      { type: 'comment', attrs: { id: 2 } },
    ])
  })

  test('[CO3] thousands of nested elements are read, shown and exported with their text', () => {
    const doc = new Y.Doc()
    let parent: Y.XmlFragment = doc.getXmlFragment('prosemirror')
    doc.transact(() => {
      for (let level = 0; level < 5000; level++) {
        const element = new Y.XmlElement(level % 2 === 0 ? 'blockquote' : 'hole')
        parent.insert(0, [element])
        parent = element
      }
      parent.insert(0, [new Y.XmlText('bottom')])
    })
    const update = Y.encodeStateAsUpdate(doc)
    const source = { padId: 'a', generation: 'g', sequence: 1, update }
    for (const name of ['html', 'md', 'txt', 'json']) {
      expect(EXPORT_FORMATS[name]?.render(source), name).toContain('bottom')
    }
    let depth = 0
    for (let node: TreeNode | undefined = readUpdate(update).root; node; node = node.content?.[0]) depth++
    expect(depth).toBeLessThanOrEqual(MAX_TREE_DEPTH + 2)
  })

  test('[CO3] shapes that no editor makes are read without an error', () => {
    const doc = new Y.Doc()
    const root = doc.getXmlFragment('prosemirror')
    const text = new Y.XmlText('top ')
    root.insert(0, [text, new Y.XmlElement('text'), new Y.XmlElement('doc'), new Y.XmlElement('__proto__')])
    text.insertEmbed(4, { insert: { deep: [] } })
    text.insertEmbed(5, new Y.XmlElement('inside'))
    const element = root.get(1) as Y.XmlElement<{ [name: string]: never }>
    for (const value of [Number.NaN, 1n, new Uint8Array(3), { a: [undefined] }, new Y.Map()]) {
      element.setAttribute(typeof value, value as never)
    }
    element.setAttribute('__proto__', 'x' as never)
    const source = { padId: 'a', generation: 'g', sequence: 1, update: Y.encodeStateAsUpdate(doc) }
    for (const [name, format] of Object.entries(EXPORT_FORMATS)) {
      expect(format.render(source).length, name).toBeGreaterThan(0)
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('[CO3] roots of another kind are read as empty or as they are', () => {
    const doc = new Y.Doc()
    doc.getMap('prosemirror').set('a', 1)
    doc.getArray('title').insert(0, [{}])
    expect(readUpdate(Y.encodeStateAsUpdate(doc))).toEqual({ title: '', root: { type: 'doc', content: [] } })
  })
})

describe('HTML', () => {
  const html = (...content: TreeNode[]): string => renderHtml({ type: 'doc', content })
  const link = (href: string): TreeNode => ({
    type: 'paragraph',
    content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href, title: '"><i>' } }] }],
  })

  test('[CO10] text, attributes and names cannot become markup', () => {
    const out = html(
      paragraph('<script>"&\'</script>\0'),
      { type: '"><img src=x onerror=1>', content: [paragraph('a')] },
      { type: 'heading', attrs: { level: '1 onclick=x' }, content: [] },
      { type: 'ordered_list', attrs: { order: '"><i>' }, content: [] },
      { type: 'code_block', attrs: { language: '"><i>' }, content: [] },
    )
    expect(out.match(/<[^>]*>/g)?.join('')).toBe(
      '<p></p><div class="unknown" data-unknown="&quot;&gt;&lt;img src=x onerror=1&gt;"><p></p></div>' +
        '<h1><br></h1><ol></ol><pre><code><br></code></pre>',
    )
  })

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
  ])('[CO10] a link to %j and an image from there are shown without their address', (address) => {
    expect(html(link(address))).toBe('<p>x</p>')
    expect(html({ type: 'image', attrs: { src: address, alt: 'alt' } })).toBe('alt')
  })

  test('[CO10] a link may not reach back', () => {
    expect(html(link('http://x.y'))).toBe(
      '<p><a href="http://x.y" title="&quot;&gt;&lt;i&gt;" rel="noopener noreferrer nofollow">x</a></p>',
    )
  })

  test('[CO4] unknown parts are shown with their text', () => {
    expect(html(...STRANGE)).toBe(
      '<p>before</p><div class="unknown" data-unknown="quiz"><p>inside</p></div>' +
        '<p><strong>shiny</strong><span class="unknown" data-unknown="mention"></span></p>',
    )
  })

  test('[CO11] marks shared by neighbours stay one element', () => {
    const bold = { type: 'strong' }
    const link = { type: 'link', attrs: { href: '/a' } }
    expect(
      html({
        type: 'paragraph',
        content: [
          { type: 'text', text: 'a', marks: [bold, link] },
          { type: 'text', text: 'b', marks: [link, { type: 'em' }] },
        ],
      }),
    ).toBe('<p><a href="/a" rel="noopener noreferrer nofollow"><strong>a</strong><em>b</em></a></p>')
  })
})

test('[CO12] plain text keeps lines, list signs and quotes', () => {
  const item = (...content: TreeNode[]): TreeNode => ({ type: 'list_item', content })
  const tree: TreeNode = {
    type: 'doc',
    content: [
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Head' }] },
      {
        type: 'ordered_list',
        attrs: { order: 9 },
        content: [
          item(paragraph('nine')),
          item(paragraph('ten'), { type: 'bullet_list', content: [item(paragraph('in'))] }),
        ],
      },
      { type: 'blockquote', content: [paragraph('said'), paragraph('twice')] },
      { type: 'code_block', content: [{ type: 'text', text: 'a\n  b' }] },
    ],
  }
  expect(renderText(tree)).toBe('Head\n\n9. nine\n10. ten\n    - in\n\n> said\n>\n> twice\n\na\n  b\n')
  expect(renderText({ type: 'doc', content: [] })).toBe('')
})
