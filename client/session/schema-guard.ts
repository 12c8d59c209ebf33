/**
 * Finds what the editor would destroy. y-prosemirror deletes every node it cannot build, and every text run
 * with a mark it does not know, and sends the deletion to everybody (its issues #39 and #184). So the document
 * is looked through before the editor is bound, and every change before the binding sees it. This file only
 * reads; it never decides what to show.
 */
import { XmlElement, type XmlFragment, XmlText, type YEvent } from 'yjs'
import { schema } from '../../protocol/schema.ts'

/** y-prosemirror appends a hash to the name of a mark that may overlap itself: `comment--x1Yz9/8=`. */
const plainMarkName = (name: string): string => name.replace(/--[a-zA-Z0-9+/=]{8}$/, '')

type NodeType = (typeof schema)['nodes'][string]

const typesIn = (type: NodeType): ReadonlySet<string> => {
  const names = new Set<string>()
  const seen = new Set([type.contentMatch])
  for (const match of seen) {
    for (let at = 0; at < match.edgeCount; at += 1) {
      const edge = match.edge(at)
      names.add(edge.type.name)
      seen.add(edge.next)
    }
  }
  return names
}

/** By name of the parent, which children it takes. Which, not how many: lists emptied by two people are honest. */
const childrenOf = new Map(Object.values(schema.nodes).map((type) => [type.name, typesIn(type)]))
const elementNames = new Set(Object.keys(schema.nodes).filter((name) => name !== 'text' && name !== 'doc'))

const checkText = (delta: unknown, parent: string | undefined, found: Set<string>): void => {
  if (!Array.isArray(delta)) return
  if (parent !== undefined && childrenOf.get(parent)?.has('text') !== true) found.add('text')
  for (const { insert, attributes } of delta as {
    insert?: unknown
    attributes?: Record<string, unknown>
  }[]) {
    if (insert !== undefined && typeof insert !== 'string') found.add('embed')
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value !== null && !(plainMarkName(name) in schema.marks)) found.add(plainMarkName(name))
    }
  }
}

const checkNode = (node: unknown, parent: string, found: Set<string>): void => {
  if (node instanceof XmlText) {
    // An empty text node is left behind where text was deleted; it is nothing to lose.
    if (node.length > 0) checkText(node.toDelta(), parent, found)
  } else if (node instanceof XmlElement) {
    const name = node.nodeName
    if (!elementNames.has(name) || childrenOf.get(parent)?.has(name) !== true) found.add(name)
    for (const child of node.toArray()) checkNode(child, name, found)
  } else found.add('hook')
}

/** The names of everything in the document that the editor does not know or would not accept where it is. */
export const foreignParts = (fragment: XmlFragment): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const child of fragment.toArray()) checkNode(child, 'doc', found)
  return found
}

/** The same for what these events brought, without looking through the rest of the document. */
export const foreignPartsIn = (
  events: readonly YEvent<never>[],
  fragment: XmlFragment,
): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const event of events) {
    const target: unknown = event.target
    if (target instanceof XmlText) {
      checkText(event.delta, target.parent instanceof XmlElement ? target.parent.nodeName : undefined, found)
      continue
    }
    const parent = target === fragment ? 'doc' : target instanceof XmlElement ? target.nodeName : 'doc'
    for (const item of event.changes.added) {
      for (const part of item.content.getContent()) checkNode(part, parent, found)
    }
  }
  return found
}

export interface SchemaGuard {
  /** What is foreign at the moment; empty when the editor may be bound. */
  readonly foreign: ReadonlySet<string>
  close(): void
}

/**
 * Watches from now on. `onForeign` is called inside the transaction that brought the part: whoever binds an
 * editor does so after this, so that Yjs calls this observer first, and unbinds in the call. `onClear` follows
 * when the foreign parts are gone again.
 */
export const createSchemaGuard = (
  fragment: XmlFragment,
  on: { foreign(names: ReadonlySet<string>): void; clear(): void },
): SchemaGuard => {
  let foreign = foreignParts(fragment)
  const changed = (events: YEvent<never>[]): void => {
    if (foreign.size === 0) {
      if (foreignPartsIn(events, fragment).size === 0) return
      foreign = foreignParts(fragment)
      if (foreign.size > 0) on.foreign(foreign)
      return
    }
    foreign = foreignParts(fragment)
    if (foreign.size === 0) on.clear()
  }
  fragment.observeDeep(changed as never)
  return {
    get foreign() {
      return foreign
    },
    close: () => fragment.unobserveDeep(changed as never),
  }
}
