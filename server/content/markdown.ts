/**
 * A pad's tree as CommonMark with ~~strikethrough~~. What Markdown cannot say is told in
 * docs/behaviour/content.md; everything else must survive being read back by import-markdown.ts, and a second
 * round must change nothing. Knows prosemirror-markdown's serializer; refuses to know Yjs.
 */
import { MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown'
import type { Mark, Node } from 'prosemirror-model'
import { schema } from '../../protocol/schema.ts'
import { toKnownDocument } from './known.ts'
import type { TreeNode } from './tree.ts'

export function renderMarkdown(root: TreeNode): string {
  const text = serializer.serialize(toKnownDocument(root, schema), { tightLists: true })
  return text === '' ? '' : `${text.trimEnd()}\n`
}

/**
 * Characters the serializer leaves alone although a Markdown reader would not: `<` opens HTML elsewhere, `&` an
 * entity, and after a line break a line may begin like a list, a quote, a heading or a setext underline.
 */
const ESCAPED_TOO = /<|&(?=#?\w+;)|(?<=^\s*)[-+>#=]|(?<=^\s*\d{1,9})[.)](?=\s|$)/g

const serializer = new MarkdownSerializer(
  {
    paragraph: inlineBlock,
    heading(state, node) {
      state.write(`${'#'.repeat(node.attrs.level)} `)
      inlineBlock(state, node)
    },
    blockquote: (state, node) => state.wrapBlock('> ', null, node, () => state.renderContent(node)),
    code_block(state, node) {
      const runs = node.textContent.match(/`{3,}/g) ?? []
      const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
      state.write(`${fence}${node.attrs.language}\n`)
      state.text(node.textContent, false)
      state.write('\n')
      state.write(fence)
      state.closeBlock(node)
    },
    horizontal_rule(state, node) {
      state.write('---')
      state.closeBlock(node)
    },
    bullet_list(state, node, parent, index) {
      const bullet = isSecondInRow(parent, index) ? '+ ' : '* '
      state.renderList(node, '  ', () => bullet)
    },
    ordered_list(state, node, parent, index) {
      const end = isSecondInRow(parent, index) ? ') ' : '. '
      const width = String(node.attrs.order + node.childCount - 1).length + end.length
      state.renderList(node, ' '.repeat(width), (item) => `${node.attrs.order + item}${end}`.padEnd(width))
    },
    list_item: (state, node) => state.renderContent(node),
    image(state, node) {
      state.write(`![${state.esc(node.attrs.alt ?? '')}](${destination(node.attrs.src, node.attrs.title)})`)
    },
    hard_break(state, _node, parent, index) {
      // A break at the end of a block is nothing in Markdown.
      for (let next = index + 1; next < parent.childCount; next++) {
        if (parent.child(next).type.name !== 'hard_break') return state.write('\\\n')
      }
    },
    text: (state, node) => state.text(node.text ?? ''),
  },
  {
    em: { open: '*', close: '*', mixable: true, expelEnclosingWhitespace: true },
    strong: { open: '**', close: '**', mixable: true, expelEnclosingWhitespace: true },
    strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
    link: {
      open: '[',
      close: (_state, mark: Mark) => `](${destination(mark.attrs.href, mark.attrs.title)})`,
      mixable: true,
    },
    code: {
      open: (_state, _mark, parent, index) => codeTicks(parent.child(index)).open,
      close: (_state, _mark, parent, index) => codeTicks(parent.child(index - 1)).close,
      escape: false,
    },
  },
  { escapeExtraCharacters: ESCAPED_TOO },
)

function inlineBlock(state: MarkdownSerializerState, node: Node): void {
  state.renderInline(node)
  state.closeBlock(node)
}

/** Two lists of one kind side by side would be read back as one; another sign keeps them apart. */
function isSecondInRow(parent: Node, index: number): boolean {
  let row = 0
  while (row < index && parent.child(index - row - 1).type === parent.child(index).type) row++
  return row % 2 === 1
}

function destination(url: string, title: string | null): string {
  const address = url
    .replace(/[()\\]/g, '\\$&')
    .replace(/\s/g, encodeURIComponent)
    .replace(/[<>]/g, encodeURIComponent)
  return title === null ? address : `${address} "${title.replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ')}"`
}

function codeTicks(node: Node): { readonly open: string; readonly close: string } {
  const text = node.text ?? ''
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const ticks = '`'.repeat(longest + 1)
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : ''
  return { open: ticks + pad, close: pad + ticks }
}
