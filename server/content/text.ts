/**
 * A pad as plain text: one line per paragraph, a blank line between blocks, list markers kept because a list
 * without them is not the same text. Knows the tree; refuses to know marks, links and images beyond their
 * words.
 */
import type { TreeNode } from './tree.ts'

const TEXT_BLOCKS = new Set(['paragraph', 'heading', 'code_block'])

export function renderText(root: TreeNode): string {
  const text = blocks(root.content ?? [], '\n\n')
  return text === '' ? '' : `${text}\n`
}

function blocks(nodes: readonly TreeNode[], separator: string): string {
  const parts: string[] = []
  let line = ''
  const endLine = () => {
    if (line !== '') parts.push(line)
    line = ''
  }
  for (const node of nodes) {
    const inline = inlineText(node)
    if (inline !== undefined) {
      line += inline
      continue
    }
    endLine()
    const text = block(node)
    if (text !== '') parts.push(text)
  }
  endLine()
  return parts.join(separator)
}

function inlineText(node: TreeNode): string | undefined {
  if (node.text !== undefined) return node.text
  if (node.type === 'hard_break') return '\n'
  if (node.type === 'image') return typeof node.attrs?.alt === 'string' ? node.attrs.alt : ''
  return undefined
}

function block(node: TreeNode): string {
  const content = node.content ?? []
  if (TEXT_BLOCKS.has(node.type)) return blocks(content, '\n')
  if (node.type === 'horizontal_rule') return '---'
  if (node.type === 'bullet_list') return list(content, () => '- ')
  if (node.type === 'ordered_list') {
    const order = typeof node.attrs?.order === 'number' ? node.attrs.order : 1
    return list(content, (index) => `${order + index}. `)
  }
  if (node.type === 'blockquote') return indent(blocks(content, '\n\n'), '> ', '> ')
  return blocks(content, '\n\n')
}

const list = (items: readonly TreeNode[], marker: (index: number) => string): string =>
  items
    .map((item, index) => {
      const sign = marker(index)
      return indent(item.text ?? blocks(item.content ?? [], '\n'), sign, ' '.repeat(sign.length))
    })
    .join('\n')

const indent = (text: string, first: string, rest: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join('\n')
