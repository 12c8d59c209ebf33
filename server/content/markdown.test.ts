import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { Node } from 'prosemirror-model'
import { describe, expect, test } from 'vitest'
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror'
import * as Y from 'yjs'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'
import { schema } from '../../protocol/schema.ts'
import { ContentError } from './content-error.ts'
import { renderHtml } from './html.ts'
import { importMarkdown } from './import-markdown.ts'
import { toKnownDocument } from './known.ts'
import { renderMarkdown } from './markdown.ts'
import { anyDocument } from './sample-trees.ts'
import { toUpdate } from './to-update.ts'
import { readDocument, readUpdate, type TreeNode } from './tree.ts'

const importTree = (markdown: string): TreeNode => readUpdate(importMarkdown(markdown).content).root
const paragraph = (...content: TreeNode[]): TreeNode => ({ type: 'paragraph', content })
const run = (text: string, ...marks: string[]): TreeNode => ({
  type: 'text',
  text,
  marks: marks.map((type) => ({ type })),
})
const markdownOf = (...content: TreeNode[]): string => renderMarkdown({ type: 'doc', content })

/** What a document says, without the spaces, breaks and empty paragraphs that Markdown cannot hold. */
function meaning(node: Node): unknown {
  if (node.type.name === 'code_block') return ['code', node.attrs.language, node.textContent]
  if (node.inlineContent) {
    const atoms: string[] = []
    node.forEach((child) => {
      const marks = child.marks
        .map((mark) => mark.type.name + (mark.attrs.href ?? '').replace(/\s/g, '%20'))
        .join(' ')
      if (child.isText) {
        for (const character of (child.text ?? '').replace(/\s/g, '')) atoms.push(`${character} ${marks}`)
      } else atoms.push(child.type.name)
    })
    const kept = node.type.name === 'heading' ? atoms.filter((atom) => atom !== 'hard_break') : atoms
    while (kept[0] === 'hard_break') kept.shift()
    while (kept.at(-1) === 'hard_break') kept.pop()
    return [node.type.name, node.attrs.level, kept]
  }
  const children = node.children
    .map(meaning)
    .filter((child) => !(Array.isArray(child) && child[0] === 'paragraph' && child[2].length === 0))
  return [node.type.name, node.attrs.order, children]
}
const meaningOf = (tree: TreeNode) => meaning(toKnownDocument(tree, schema))

describe('Markdown there and back', () => {
  test('[CO5] any document keeps its text, marks and structure', () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        expect(meaningOf(importTree(renderMarkdown(tree)))).toEqual(meaningOf(tree))
      }),
      { numRuns: 300 },
    )
  })

  test('[CO6] a second round changes nothing', () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        const once = renderMarkdown(importTree(renderMarkdown(tree)))
        expect(renderMarkdown(importTree(once))).toBe(once)
      }),
      { numRuns: 100 },
    )
  })

  test('[CO6] real README files keep their structure, and a second round changes nothing', () => {
    const folder = fileURLToPath(new URL('../../node_modules', import.meta.url))
    const readmes = readdirSync(folder)
      .map((name) => join(folder, name, 'README.md'))
      .filter((path) => existsSync(path))
    expect(readmes.length).toBeGreaterThan(50)
    for (const path of readmes) {
      const first = importTree(readFileSync(path, 'utf8'))
      const markdown = renderMarkdown(first)
      const second = importTree(markdown)
      expect(meaningOf(second), path).toEqual(meaningOf(first))
      expect(renderMarkdown(second), path).toBe(markdown)
    }
  })
})

describe('Markdown that people read', () => {
  test.each([
    ['plain words stay as they are', 'snake_case, a > b, 50% & more - all! (fine) #1 1.5'],
    ['emphasis inside a word', 'in**side** a *word*'],
    ['bold italics', '***both*** ~~gone~~ `code` [link](http://x.y "title")'],
    ['a list in a list', '* a\n  * b\n* c'],
    ['a task and a table', '\\[ ] todo\n\n| a | b |\\\n|---|---|\\\n| 1 | 2 |'],
    ['a fence in a quote', '> ```js\n> let x\n>\n> x++\n> ```'],
  ])('[CO6] %s', (_name, markdown) => {
    expect(renderMarkdown(importTree(markdown))).toBe(`${markdown}\n`)
  })

  test('[CO5] nested lists that begin on one line are no rule', () => {
    const list = (...content: TreeNode[]): TreeNode => ({
      type: 'bullet_list',
      content: [{ type: 'list_item', content }],
    })
    const tree: TreeNode = {
      type: 'doc',
      content: [list(list(list(paragraph())), { type: 'horizontal_rule' })],
    }
    expect(meaningOf(importTree(renderMarkdown(tree)))).toEqual(meaningOf(tree))
  })

  test('[CO5] two lists side by side stay two', () => {
    const list = (text: string): TreeNode => ({
      type: 'bullet_list',
      content: [{ type: 'list_item', content: [paragraph(run(text))] }],
    })
    expect(markdownOf(list('a'), list('b'))).toBe('* a\n\n+ b\n')
  })

  test('[CO5] emphasis ends before a letter although it ends with punctuation', () => {
    expect(markdownOf(paragraph(run('say '), run('"hi"', 'strong'), run('x')))).toBe('say **"hi"**&#120;\n')
  })

  test('[CO4] parts nobody knows give their text', () => {
    const strange: TreeNode = { type: 'callout', content: [paragraph(run('kept', 'glow'))] }
    expect(markdownOf(strange, { type: 'quiz', content: [run('loose')] })).toBe('kept\n\nloose\n')
  })
})

describe('importing Markdown', () => {
  test('[CO7] HTML and unsafe addresses stay text', () => {
    const source = '<b onclick=x>hi</b> [a](javascript:alert(1)) ![i](data:image/png;base64,AA)'
    const html = renderHtml(importTree(source))
    expect(html).not.toMatch(/<(b|a|img)\b/)
    expect(html).toContain('[a](javascript:alert(1))')
    expect(html).toContain('&lt;b onclick=x&gt;hi&lt;/b&gt;')
  })

  test('[CO8] the first heading of level one is offered as a title and stays in the text', () => {
    const { heading, content } = importMarkdown('## small\n\n# The *big* one\n\ntext')
    expect(heading).toBe('The big one')
    expect(renderMarkdown(readUpdate(content).root)).toContain('# The *big* one')
    expect(importMarkdown('only text').heading).toBe('')
    expect(importMarkdown('').heading).toBe('')
  })

  test('[CO8] importing sets no title in the document: that is the one who creates the pad', () => {
    expect(readUpdate(importMarkdown('# A').content).title).toBe('')
  })

  test.each([
    ['quotes', '>'.repeat(5000)],
    ['lists', Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n')],
  ])('[CO9] %s nested too deep are refused, not cut', (_name, markdown) => {
    expect(() => importMarkdown(markdown)).toThrow(ContentError)
    expect(() => importMarkdown(markdown)).toThrow(/deeper than 100/)
  })

  test('[CO13] an imported pad is laid out as its editor would, so that opening it changes nothing', () => {
    fc.assert(
      fc.property(anyDocument, (tree) => {
        const document = toKnownDocument(tree, schema)
        const ours = new Y.Doc()
        Y.applyUpdate(ours, toUpdate(document))
        const fragment = ours.getXmlFragment(CONTENT_ROOT)
        const theirs = prosemirrorToYXmlFragment(document, new Y.Doc().getXmlFragment(CONTENT_ROOT))
        expect(readDocument(ours)).toEqual(readDocument(theirs.doc as Y.Doc))
        const before = Y.encodeStateAsUpdate(ours)
        expect(yXmlFragmentToProseMirrorRootNode(fragment, schema).eq(document)).toBe(true)
        expect(Y.encodeStateAsUpdate(ours)).toEqual(before)
      }),
      { numRuns: 150 },
    )
  })

  test('[CO9] a list of a hundred thousand items is imported', () => {
    const { root } = readUpdate(importMarkdown('- x\n'.repeat(100_000)).content)
    expect(root.content?.[0]?.content).toHaveLength(100_000)
  })

  test('[CO9] any text can be imported', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), markdownSoup), (text) => {
        expect(() => importMarkdown(text)).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })
})

const markdownSoup = fc
  .array(
    fc.constantFrom(
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '!',
      '>',
      '- ',
      '\n',
      '\n\n',
      '```',
      '    ',
      '# ',
      '~~',
      'x',
      '<',
      '&',
      '\\',
      '1. ',
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''))
