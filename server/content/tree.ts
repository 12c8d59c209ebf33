/**
 * Reads a pad's document into a plain JSON tree. It exists because the usual converters delete what their
 * schema does not know, and reading must never change a document: so this walker only looks. It knows Yjs
 * types and the way y-prosemirror 1.3 lays a document out in them; it refuses to know which nodes and marks
 * an editor understands, and keeps unknown ones under the names they came with.
 *
 * A document comes from the network, so nothing about its shape is trusted: the walk keeps its own stack
 * instead of recursing, and what lies deeper than MAX_TREE_DEPTH is lifted to that depth with its text
 * intact, so that whoever renders the tree may recurse without a thought.
 */
import * as Y from 'yjs'
import { CONTENT_ROOT, TITLE_ROOT } from '../../protocol/pad-id.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
export type Attributes = { readonly [name: string]: Json }

export interface TreeMark {
  readonly type: string
  readonly attrs?: Attributes
}

/** A text run has `text`; everything else is an element, whatever its `type` says. */
export interface TreeNode {
  readonly type: string
  readonly attrs?: Attributes
  readonly content?: readonly TreeNode[]
  readonly text?: string
  readonly marks?: readonly TreeMark[]
}

export interface DocumentTree {
  readonly title: string
  /** Always `{ type: 'doc' }`; its content is the root fragment's. */
  readonly root: TreeNode
}

/** Levels of elements that are kept as they are. No person nests this deep; recursion to here is cheap. */
export const MAX_TREE_DEPTH = 200
/** Levels of objects inside one attribute value. */
const MAX_VALUE_DEPTH = 16

/** Opens one Yjs v1 update in a document of its own, so that the caller's bytes and rooms stay untouched. */
export function readUpdate(update: Uint8Array): DocumentTree {
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, update)
    return readDocument(doc)
  } finally {
    doc.destroy()
  }
}

export function readDocument(doc: Y.Doc): DocumentTree {
  return {
    title: doc.getText(TITLE_ROOT).toString(),
    root: { type: 'doc', content: readChildren(doc.getXmlFragment(CONTENT_ROOT)) },
  }
}

interface Frame {
  readonly items: readonly unknown[]
  next: number
  readonly into: TreeNode[]
  readonly depth: number
}

function readChildren(fragment: Y.XmlFragment): readonly TreeNode[] {
  const top: TreeNode[] = []
  const stack: Frame[] = [{ items: fragment.toArray(), next: 0, into: top, depth: 1 }]
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (frame.next >= frame.items.length) {
      stack.pop()
      continue
    }
    const item = frame.items[frame.next++]
    if (item instanceof Y.Text) {
      // Y.XmlText extends Y.Text. Its runs become siblings, because a text node never has children of its own.
      stack.push({ items: item.toDelta(), next: 0, into: frame.into, depth: frame.depth })
    } else if (isRun(item)) {
      if (typeof item.insert === 'string') frame.into.push(textNode(item.insert, item.attributes))
      else stack.push({ items: [item.insert], next: 0, into: frame.into, depth: frame.depth })
    } else {
      const element = readElement(item)
      const deep = frame.depth >= MAX_TREE_DEPTH
      const into = deep ? frame.into : []
      if (!deep) frame.into.push(element.items.length > 0 ? { ...element.node, content: into } : element.node)
      stack.push({ items: element.items, next: 0, into, depth: frame.depth + 1 })
    }
  }
  return top
}

interface Run {
  readonly insert: unknown
  readonly attributes?: Record<string, unknown>
}

/** A delta entry, told from embedded JSON by where it stands: only Y.Text.toDelta() makes objects like it. */
function isRun(item: unknown): item is Run {
  return (
    typeof item === 'object' &&
    item !== null &&
    Object.getPrototypeOf(item) === Object.prototype &&
    'insert' in item
  )
}

function readElement(item: unknown): { readonly node: TreeNode; readonly items: readonly unknown[] } {
  if (item instanceof Y.XmlElement) {
    const attrs = readAttributes(item.getAttributes())
    return { node: { type: item.nodeName, ...(attrs && { attrs }) }, items: item.toArray() }
  }
  if (item instanceof Y.XmlFragment || item instanceof Y.Array) {
    return { node: { type: 'y-sequence' }, items: item.toArray() }
  }
  if (item instanceof Y.Map) {
    return { node: { type: item instanceof Y.XmlHook ? item.hookName : 'y-map' }, items: [] }
  }
  const value = readValue(item, 0)
  return { node: { type: 'y-value', ...(value !== undefined && { attrs: { value } }) }, items: [] }
}

/** y-prosemirror tells several marks of one type on the same text apart by a hash: `comment--a1B2c3D4`. */
const HASHED_MARK = /^(.*)--[a-zA-Z0-9+/=]{8}$/s

function textNode(text: string, attributes: Record<string, unknown> | undefined): TreeNode {
  const marks: TreeMark[] = []
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined) continue
    const attrs = typeof value === 'object' ? readAttributes(value) : undefined
    marks.push({ type: HASHED_MARK.exec(name)?.[1] ?? name, ...(attrs && { attrs }) })
  }
  return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text }
}

function readAttributes(values: object): Attributes | undefined {
  const kept: [string, Json][] = []
  for (const [name, value] of Object.entries(values)) {
    const json = readValue(value, 0)
    if (json !== undefined) kept.push([name, json])
  }
  // fromEntries defines own properties, so an attribute called __proto__ stays an attribute.
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** What JSON can hold, and nothing that JSON.stringify would throw at; undefined for the rest. */
function readValue(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || depth >= MAX_VALUE_DEPTH || value instanceof Y.AbstractType)
    return undefined
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map((entry) => readValue(entry, depth + 1) ?? null)
  const entries = Object.entries(value).map(
    ([name, entry]) => [name, readValue(entry, depth + 1) ?? null] as const,
  )
  return Object.fromEntries(entries)
}
