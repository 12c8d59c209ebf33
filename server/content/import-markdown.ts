/**
 * Markdown to one Yjs update that seeds a new pad. CommonMark and strikethrough; HTML stays text, an address
 * that safeUrl refuses leaves its Markdown standing as text, so nothing a person wrote is dropped. It refuses
 * to know pads: it returns bytes and a title, and the room persists them before anybody can join.
 */
import MarkdownIt from 'markdown-it'
import { MarkdownParser } from 'prosemirror-markdown'
import type { Node } from 'prosemirror-model'
import { safeUrl } from '../../protocol/safe-url.ts'
import { codeLanguage, listStart, schema } from '../../protocol/schema.ts'
import { ContentError } from './content-error.ts'
import { toUpdate } from './to-update.ts'

export interface ImportedMarkdown {
  /** One Yjs v1 update with the content alone; the title is the caller's to set. */
  readonly content: Uint8Array
  /** The text of the first heading of level one, or of the first heading; empty without headings. */
  readonly heading: string
}

/** Levels markdown-it descends into; a list takes two. What lies deeper it would leave out without a word. */
const MAX_NESTING = 100

export function importMarkdown(markdown: string): ImportedMarkdown {
  const node = parser.parse(markdown)
  node.check()
  return { content: toUpdate(node), heading: firstHeading(node) }
}

const tokenizer = MarkdownIt('commonmark', { html: false }).enable('strikethrough')
Object.assign(tokenizer.options, { maxNesting: MAX_NESTING })
// Kept as it was written; what a browser makes of it is the browser's.
tokenizer.normalizeLink = (url) => url.replace(/\s/g, encodeURIComponent)
tokenizer.validateLink = (url) => safeUrl(url) !== undefined
tokenizer.core.ruler.push('refuse_depth', (state) => {
  if (!state.tokens.some((token) => token.block && token.nesting === 1 && token.level >= MAX_NESTING - 1))
    return
  throw new ContentError(
    'markdown-too-deep',
    `The Markdown nests lists or quotes deeper than ${MAX_NESTING} levels (a list counts two). ` +
      'Nothing was imported. Flatten the deepest part and try again.',
  )
})
tokenizer.core.ruler.push('keep_table_rows', (state) => {
  for (const token of state.tokens) {
    if (token.type !== 'inline' || !TABLE.test(token.content)) continue
    for (const child of token.children ?? []) if (child.type === 'softbreak') child.type = 'hardbreak'
  }
})

/** The second line of a table. Pads have no tables; kept line by line, theirs can still be read. */
const TABLE = /^.*\|.*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(\n|$)/

const parser = new MarkdownParser(schema, tokenizer, {
  paragraph: { block: 'paragraph' },
  heading: { block: 'heading', getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  blockquote: { block: 'blockquote' },
  bullet_list: { block: 'bullet_list' },
  ordered_list: {
    block: 'ordered_list',
    getAttrs: (token) => ({ order: listStart(token.attrGet('start')) }),
  },
  list_item: { block: 'list_item' },
  code_block: { block: 'code_block', noCloseToken: true },
  fence: {
    block: 'code_block',
    noCloseToken: true,
    getAttrs: (token) => ({ language: codeLanguage(token.info.trim().split(/\s/)[0]) }),
  },
  hr: { node: 'horizontal_rule' },
  hardbreak: { node: 'hard_break' },
  image: {
    node: 'image',
    getAttrs: (token) => ({
      src: token.attrGet('src') ?? '',
      alt: plainText(token.children ?? []) || null,
      title: token.attrGet('title') || null,
    }),
  },
  em: { mark: 'em' },
  strong: { mark: 'strong' },
  s: { mark: 'strike' },
  link: {
    mark: 'link',
    getAttrs: (token) => ({ href: token.attrGet('href') ?? '', title: token.attrGet('title') || null }),
  },
  code_inline: { mark: 'code', noCloseToken: true },
})

type Token = ReturnType<typeof tokenizer.parse>[number]

const plainText = (tokens: readonly Token[]): string =>
  tokens
    .map((token) =>
      token.children ? plainText(token.children) : /break$/.test(token.type) ? ' ' : token.content,
    )
    .join('')

function firstHeading(doc: Node): string {
  const headings: Node[] = []
  doc.forEach((child) => {
    if (child.type.name === 'heading' && child.textContent.trim() !== '') headings.push(child)
  })
  const heading = headings.find((node) => node.attrs.level === 1) ?? headings[0]
  return heading?.textContent.replace(/\s+/g, ' ').trim() ?? ''
}
