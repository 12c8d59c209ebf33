/**
 * Reads a pad's document without writing it: as plain text for the clipboard, and as a value that is equal
 * for two documents exactly when people see the same in both. Knows no DOM and no editor.
 */
import { type Doc, XmlElement, XmlText } from 'yjs'
import { CONTENT_ROOT, TITLE_ROOT } from '../../protocol/pad-id.ts'

const INLINE_BREAKS = new Set(['hard_break'])

const plain = (node: unknown): string => {
  if (node instanceof XmlText) {
    const delta = node.toDelta() as { insert: unknown }[]
    return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  }
  if (!(node instanceof XmlElement)) return ''
  const name = node.nodeName
  if (INLINE_BREAKS.has(name)) return '\n'
  if (name === 'horizontal_rule') return '---\n\n'
  if (name === 'image') return String(node.getAttribute('alt') ?? node.getAttribute('src') ?? '')
  const inside = node.toArray().map((child) => plain(child))
  if (name === 'list_item')
    return `- ${inside
      .join('')
      .trim()
      .replace(/\n(?=[^\n])/g, '\n  ')}\n`
  if (name === 'bullet_list' || name === 'ordered_list') return `${inside.join('')}\n`
  const text = inside.join('')
  return text.endsWith('\n\n') ? text : `${text}\n\n`
}

/** Title and text, blocks apart, lists with dashes. */
export const plainText = (doc: Doc): string => {
  const title = doc.getText(TITLE_ROOT).toString()
  const body = doc
    .getXmlFragment(CONTENT_ROOT)
    .toArray()
    .map((node) => plain(node))
    .join('')
  return `${title === '' ? '' : `${title}\n\n`}${body.trimEnd()}\n`
}

const sorted = (attributes: unknown): unknown =>
  Object.entries((attributes ?? {}) as object)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))

const shape = (node: unknown): unknown => {
  if (node instanceof XmlText) {
    const delta = node.toDelta() as { insert: unknown; attributes?: object }[]
    return delta.map(({ insert, attributes }) => [insert, sorted(attributes)])
  }
  if (!(node instanceof XmlElement)) return null
  return [node.nodeName, sorted(node.getAttributes()), node.toArray().map(shape)]
}

/** Equal strings mean equal content. Not a hash: it is compared once in a while and never stored. */
export const fingerprint = (doc: Doc): string =>
  JSON.stringify([doc.getText(TITLE_ROOT).toString(), doc.getXmlFragment(CONTENT_ROOT).toArray().map(shape)])
