/**
 * A document of the shared schema as one Yjs update, laid out as y-prosemirror 1.3 would: an element per node
 * named by its type, one Y.XmlText per run of text, marks as attributes of the text. An own writer, because
 * y-prosemirror compares as it goes and puts all children of a node on the stack at once, which a long pad
 * does not survive. Refuses to know where the document came from.
 */
import type { Node } from 'prosemirror-model'
import * as Y from 'yjs'
import { CONTENT_ROOT } from '../../protocol/pad-id.ts'

/** Children handed to an element in one call: Yjs spreads them as arguments. */
const CHUNK = 1000

export function toUpdate(document: Node): Uint8Array {
  const doc = new Y.Doc()
  try {
    doc.getXmlFragment(CONTENT_ROOT).insert(0, childrenOf(document))
    return Y.encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}

type Child = Y.XmlElement | Y.XmlText

function childrenOf(node: Node): Child[] {
  const children: Child[] = []
  let run: Node[] = []
  const endRun = () => {
    if (run.length > 0) children.push(textOf(run))
    run = []
  }
  node.forEach((child) => {
    if (child.isText) {
      run.push(child)
      return
    }
    endRun()
    children.push(elementOf(child))
  })
  endRun()
  return children
}

function elementOf(node: Node): Y.XmlElement {
  // Attributes are strings to the types of Yjs alone; numbers travel as they are.
  const element = new Y.XmlElement<{ [name: string]: string | number }>(node.type.name)
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value !== null) element.setAttribute(name, value)
  }
  const children = childrenOf(node)
  for (let at = 0; at < children.length; at += CHUNK) element.insert(at, children.slice(at, at + CHUNK))
  return element as Y.XmlElement
}

function textOf(run: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(
    run.map((node) => ({
      insert: node.text ?? '',
      attributes: Object.fromEntries(node.marks.map((mark) => [mark.type.name, mark.attrs])),
    })),
  )
  return text
}
