/**
 * A pad's tree as CommonMark with ~~strikethrough~~. What Markdown cannot say is told in
 * docs/behaviour/content.md; everything else survives being read back by import-markdown.ts, and a second round
 * changes nothing. An own writer, because the serializer of prosemirror-markdown reads its whole output again at
 * every step (8 s for 1 MB), joins neighbouring lists and loses emphasis beside punctuation.
 */
import type { Node } from 'prosemirror-model'
import { schema } from '../../protocol/schema.ts'
import { toKnownDocument } from './known.ts'
import { renderLine } from './markdown-line.ts'
import type { TreeNode } from './tree.ts'

export function renderMarkdown(root: TreeNode): string {
  const lines = writeBlocks(toKnownDocument(root, schema), true)
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

type Lines = readonly string[]

/**
 * The blocks of a container; `apart` puts an empty line between them. `signs` counts the lists whose signs stand
 * on the line where the first block begins.
 */
function writeBlocks(parent: Node, apart: boolean, signs = 0): Lines {
  const lines: string[] = []
  let previous: Node | undefined
  let row = 0
  let before = 0
  parent.forEach((node) => {
    // Lists of one kind side by side would be read back as one; another sign keeps them apart.
    const inRow = previous?.type === node.type ? row + 1 : 0
    const around = previous === undefined ? signs : inRow > 0 ? before : 0
    const written = writeBlock(node, inRow, around)
    if (written.length === 0) return
    if (apart && previous !== undefined) lines.push('')
    // One by one: a spread of a long pad's lines would not fit on the stack.
    for (const line of written) lines.push(line)
    previous = node
    row = inRow
    before = around
  })
  return lines
}

/** No lines at all for an empty paragraph: Markdown has none. */
function writeBlock(node: Node, row: number, signs: number): Lines {
  switch (node.type.name) {
    case 'heading':
      return [`${'#'.repeat(node.attrs.level)} ${headingText(node)}`.trimEnd()]
    case 'blockquote': {
      const lines = writeBlocks(node, true)
      return lines.length === 0 ? ['>'] : lines.map((line) => (line === '' ? '>' : `> ${line}`))
    }
    case 'code_block':
      return codeBlock(node)
    case 'horizontal_rule':
      return ['---']
    case 'bullet_list': {
      // `- ---` and `* * *` would be rules.
      const sign = (signs + row) % 2 === 0 ? '*' : '+'
      return writeList(node, signs, () => sign)
    }
    case 'ordered_list': {
      const end = row % 2 === 0 ? '.' : ')'
      return writeList(node, signs, (index) => `${Math.min(node.attrs.order + index, 999_999_999)}${end}`)
    }
    default: {
      const text = renderLine(node)
      return text === '' ? [] : text.split('\n')
    }
  }
}

/** One line, and no closing sequence (CommonMark §4.2) that is not one. */
const headingText = (node: Node): string =>
  renderLine(node)
    .replaceAll('\\\n', ' ')
    .replace(/(^|\s)(#*)#$/, '$1$2\\#')

function codeBlock(node: Node): Lines {
  const runs = node.textContent.match(/`{3,}/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return [fence + node.attrs.language, ...node.textContent.split(/\r\n|\r|\n/), fence]
}

function writeList(list: Node, signs: number, sign: (index: number) => string): Lines {
  const loose = !list.children.every(isTight)
  const lines: string[] = []
  list.forEach((item, _offset, index) => {
    if (loose && index > 0) lines.push('')
    const marker = sign(index)
    const indent = ' '.repeat(marker.length + 1)
    const content = writeBlocks(item, loose, signs + 1)
    lines.push(content.length === 0 ? marker : `${marker} ${content[0]}`)
    for (const line of content.slice(1)) lines.push(line === '' ? '' : indent + line)
  })
  return lines
}

/** An item of one line, with lists after it that may follow a paragraph without an empty line (§5.3). */
function isTight(item: Node): boolean {
  return item.children.every((child, index) => {
    if (index === 0) return child.type.name === 'paragraph'
    const isList =
      child.type.name === 'bullet_list' || (child.type.name === 'ordered_list' && child.attrs.order === 1)
    return index === 1 && isList && renderLine(item.child(0)) !== '' && startsWithText(child)
  })
}

function startsWithText(list: Node): boolean {
  const first = list.firstChild?.firstChild
  return first?.type.name === 'paragraph' && renderLine(first) !== ''
}
