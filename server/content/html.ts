/**
 * A pad's tree as HTML that is safe to put into our own page: every text escaped, every address through
 * safeUrl, every tag and attribute name from this file and none from the document. The markup equals what the
 * editor will draw, so that nothing moves when it takes over. Parts it does not know are shown with their
 * text; it refuses to drop them.
 */

import { safeUrlOf } from '../../protocol/safe-url.ts'
import { attributeText, codeLanguage, headingLevel, listStart } from '../../protocol/schema.ts'
import type { Attributes, TreeMark, TreeNode } from './tree.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\ufffd',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'\0]/g, (character) => ENTITIES[character] ?? character)

export function renderHtml(root: TreeNode): string {
  const out: string[] = []
  renderNodes(root.content ?? [], false, out)
  return out.join('')
}

/** A whole page for the export: nothing in it refers to this server. */
export const renderHtmlDocument = (title: string, root: TreeNode): string =>
  `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title === '' ? 'Untitled' : title)}</title>
</head>
<body>
${title === '' ? '' : `<h1>${escapeHtml(title)}</h1>\n`}${renderHtml(root)}
</body>
</html>
`

/** Marks from the outside in, as the schema ranks them; others leave no trace in HTML but their text. */
const MARKS: Readonly<
  Record<string, (attrs: Attributes) => readonly [open: string, close: string] | undefined>
> = {
  link: (attrs) => {
    const href = safeUrlOf(attrs.href)
    if (href === undefined) return undefined
    return [`<a href="${escapeHtml(href)}"${titleOf(attrs)} rel="noopener noreferrer nofollow">`, '</a>']
  },
  em: () => ['<em>', '</em>'],
  strong: () => ['<strong>', '</strong>'],
  strike: () => ['<s>', '</s>'],
  code: () => ['<code>', '</code>'],
}
const MARK_ORDER = Object.keys(MARKS)

const titleOf = (attrs: Attributes): string => {
  const title = attributeText(attrs.title)
  return title === null ? '' : ` title="${escapeHtml(title)}"`
}

function renderNodes(nodes: readonly TreeNode[], inline: boolean, out: string[]): void {
  // Marks shared by neighbouring runs stay open between them: one link is one <a>, not one per run.
  const open: (readonly [open: string, close: string])[] = []
  const closeTo = (length: number) => {
    while (open.length > length) out.push(open.pop()?.[1] ?? '')
  }
  for (const node of nodes) {
    if (node.text === undefined) {
      closeTo(0)
      renderElement(node, inline, out)
      continue
    }
    const tags = markTags(node.marks ?? [])
    let shared = 0
    while (shared < open.length && open[shared]?.[0] === tags[shared]?.[0]) shared++
    closeTo(shared)
    for (const tag of tags.slice(shared)) {
      out.push(tag[0])
      open.push(tag)
    }
    out.push(escapeHtml(node.text))
  }
  closeTo(0)
}

function markTags(marks: readonly TreeMark[]): (readonly [open: string, close: string])[] {
  const tags = []
  for (const name of MARK_ORDER) {
    const mark = marks.find((candidate) => candidate.type === name)
    const tag = mark && MARKS[name]?.(mark.attrs ?? {})
    if (tag) tags.push(tag)
  }
  return tags
}

function renderElement(node: TreeNode, inline: boolean, out: string[]): void {
  const { open, close, inside } = tagsOf(node, inline)
  const content = node.content ?? []
  out.push(open)
  if (close === undefined) return
  // An empty line keeps its height; the editor draws the same break.
  if (inside === 'line' && content.length === 0) out.push('<br>')
  renderNodes(content, inside !== 'blocks', out)
  out.push(close)
}

interface Tags {
  readonly open: string
  /** Absent for what has no content. */
  readonly close?: string
  readonly inside: 'blocks' | 'line' | 'run'
}

function tagsOf(node: TreeNode, inline: boolean): Tags {
  const attrs = node.attrs ?? {}
  switch (node.type) {
    case 'paragraph':
      return { open: '<p>', close: '</p>', inside: 'line' }
    case 'heading': {
      const level = headingLevel(attrs.level)
      return { open: `<h${level}>`, close: `</h${level}>`, inside: 'line' }
    }
    case 'code_block': {
      const language = codeLanguage(attrs.language)
      const kind = language === '' ? '' : ` class="language-${escapeHtml(language)}"`
      return { open: `<pre><code${kind}>`, close: '</code></pre>', inside: 'line' }
    }
    case 'blockquote':
      return { open: '<blockquote>', close: '</blockquote>', inside: 'blocks' }
    case 'bullet_list':
      return { open: '<ul>', close: '</ul>', inside: 'blocks' }
    case 'ordered_list': {
      const start = listStart(attrs.order)
      return { open: start === 1 ? '<ol>' : `<ol start="${start}">`, close: '</ol>', inside: 'blocks' }
    }
    case 'list_item':
      return { open: '<li>', close: '</li>', inside: 'blocks' }
    case 'horizontal_rule':
      return { open: '<hr>', inside: 'blocks' }
    case 'hard_break':
      return { open: '<br>', inside: 'blocks' }
    case 'image':
      return { open: image(attrs), inside: 'blocks' }
    default: {
      // A div inside a paragraph would end the paragraph.
      const tag = inline ? 'span' : 'div'
      const open = `<${tag} class="unknown" data-unknown="${escapeHtml(node.type)}">`
      return { open, close: `</${tag}>`, inside: inline ? 'run' : 'blocks' }
    }
  }
}

function image(attrs: Attributes): string {
  const alt = attributeText(attrs.alt) ?? ''
  const src = safeUrlOf(attrs.src)
  if (src === undefined) return escapeHtml(alt)
  return `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"${titleOf(attrs)} loading="lazy" decoding="async" referrerpolicy="no-referrer">`
}
