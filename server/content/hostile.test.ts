/** What is meant to do harm, on its way in as Markdown and on its way out in every format. */
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { EXPORT_FORMATS } from './exports.ts'
import { importMarkdown } from './import-markdown.ts'
import { updateOf } from './sample-trees.ts'
import type { TreeNode } from './tree.ts'

/** Addresses that run something, or show a page of the attacker's as if it were of this site. */
const ADDRESSES = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zy8+',
  'blob:https://x.y/1',
  'file:///etc/passwd',
]

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '</textarea></title></style><script>alert(1)</script>',
  '<!--><script>alert(1)</script>-->',
  '<math><mtext><style><img src onerror=alert(1)></style></mtext></math>',
  '" onmouseover="alert(1)',
  ']]><script>alert(1)</script>',
]

const SOURCES = [
  ...MARKUP,
  ...MARKUP.map((text) => `# ${text}\n\n- ${text}\n\n> ${text}\n\n\`\`\`${text}\n${text}\n\`\`\``),
  ...ADDRESSES.flatMap((address) => [
    `[x](${address})`,
    `[x](<${address}>)`,
    `![x](${address})`,
    `<${address}>`,
    `[x][1]\n\n[1]: ${address}`,
  ]),
  ...MARKUP.map((text) => `[x](https://x.y/ '${text}') ![${text}](https://x.y/a.png "${text}")`),
]

const linked = (address: string): TreeNode => ({
  type: 'paragraph',
  content: [
    {
      type: 'text',
      text: 'x',
      marks: [{ type: 'link', attrs: { href: address, title: MARKUP[1] as string } }],
    },
    { type: 'image', attrs: { src: address, alt: MARKUP[0] as string } },
  ],
})
const written = (): TreeNode[] => [
  ...ADDRESSES.map(linked),
  ...MARKUP.map((text): TreeNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  ...MARKUP.map(
    (text): TreeNode => ({
      type: 'code_block',
      attrs: { language: text },
      content: [{ type: 'text', text }],
    }),
  ),
  { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] },
]

const exported = (update: Uint8Array, format: string): string => {
  const made = EXPORT_FORMATS[format]?.render({ padId: 'p', generation: 'g', sequence: 1, update })
  return typeof made === 'string' ? made : ''
}

/** Elements of HTML whose attributes are quoted, as ours are: names, and attributes with their values. */
const elementsIn = (html: string) =>
  [...html.matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map((match) => ({
    name: (match[1] as string).toLowerCase(),
    attributes: [...(match[2] as string).matchAll(/([^\s=]+)="([^"]*)"/g)].map(
      ([, name, value]) => [name as string, value as string] as const,
    ),
  }))

const HARMLESS =
  /^(html|head|meta|title|body|h[1-6]|p|div|span|ul|ol|li|blockquote|pre|code|a|em|strong|s|hr|br|img)$/

function expectHarmless(html: string): void {
  const elements = elementsIn(html)
  expect(elements.map(({ name }) => name).filter((name) => !HARMLESS.test(name))).toEqual([])
  const attributes = elements.flatMap(({ attributes }) => attributes)
  expect(attributes.filter(([name]) => /^(on|style$|srcdoc$)/i.test(name))).toEqual([])
  const addresses = attributes.filter(([name]) => name === 'href' || name === 'src').map(([, value]) => value)
  expect(addresses.filter((value) => !/^(https?:|mailto:|[^:]*$)/.test(value))).toEqual([])
}

describe('hostile text', () => {
  test.each(SOURCES)('[CO15] imported, %j leaves as a harmless page', (source) => {
    const { content } = importMarkdown(source)
    expectHarmless(exported(content, 'html'))
  })

  test('[CO15] written into the document by another program, it leaves as a harmless page', () => {
    const html = exported(updateOf(written(), MARKUP[5]), 'html')
    expect(html).toContain('alert(1)')
    expectHarmless(html)
  })

  test.each(SOURCES)(
    '[CO16] imported, %j leaves as Markdown that is harmless where HTML is let through',
    (source) => {
      expectHarmlessMarkdown(importMarkdown(source).content)
    },
  )

  test('[CO16] written by another program, it leaves as Markdown that is harmless where HTML is let through', () => {
    expectHarmlessMarkdown(updateOf(written()))
  })

  function expectHarmlessMarkdown(update: Uint8Array): void {
    // As a site renders it that trusts its authors with HTML: what we escaped must stay text there.
    const trusting = new MarkdownIt({ html: true })
    trusting.validateLink = () => true
    expectHarmless(trusting.render(exported(update, 'md')))
  }

  test('[CO15] text and data formats are served as what browsers do not run', () => {
    expect(Object.values(EXPORT_FORMATS).map(({ mediaType }) => mediaType.split(';')[0])).toEqual([
      'text/html',
      'text/markdown',
      'text/plain',
      'application/json',
      'application/octet-stream',
    ])
  })
})
