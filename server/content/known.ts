/**
 * Turns a tree of any shape into a valid document of the shared schema, for renderers that need one. What the
 * schema does not know is opened and its content takes its place; what stands where it may not gets the
 * wrapping it needs. No text is dropped. It never touches the document the tree was read from.
 */
import { Fragment, type Mark, type Node, type Schema } from 'prosemirror-model'
import { safeUrlOf } from '../../protocol/safe-url.ts'
import { attributeText, codeLanguage, headingLevel, listStart } from '../../protocol/schema.ts'
import type { Attributes, TreeMark, TreeNode } from './tree.ts'

export function toKnownDocument(root: TreeNode, schema: Schema): Node {
  const build = createBuild(schema)
  return build.node('doc', null, build.blocks(root.content ?? []))
}

const TEXT_BLOCKS = new Set(['paragraph', 'heading'])
const isInline = (node: TreeNode): boolean =>
  node.text !== undefined || node.type === 'image' || node.type === 'hard_break'

function createBuild(schema: Schema) {
  const node = (name: string, attrs: Attributes | null, content: readonly Node[]): Node =>
    schema.node(name, attrs, Fragment.fromArray([...content]))

  /** At least one block, because every container needs one. */
  const blocks = (nodes: readonly TreeNode[]): Node[] => {
    const out: Node[] = []
    let line: TreeNode[] = []
    const endLine = () => {
      if (line.length > 0) out.push(node('paragraph', null, inlines(line)))
      line = []
    }
    for (const child of nodes) {
      if (isInline(child)) {
        line.push(child)
        continue
      }
      endLine()
      out.push(...block(child))
    }
    endLine()
    return out.length > 0 ? out : [node('paragraph', null, [])]
  }

  const block = (tree: TreeNode): Node[] => {
    const content = tree.content ?? []
    const attrs = tree.attrs ?? {}
    if (tree.type === 'horizontal_rule') return [node('horizontal_rule', null, [])]
    if (tree.type === 'code_block') {
      const text = plainText(content)
      return [
        node(
          'code_block',
          { language: codeLanguage(attrs.language) },
          text === '' ? [] : [schema.text(text)],
        ),
      ]
    }
    if (TEXT_BLOCKS.has(tree.type) && content.every(isInline)) {
      const kept = tree.type === 'heading' ? { level: headingLevel(attrs.level) } : null
      return [node(tree.type, kept, inlines(content))]
    }
    if (tree.type === 'blockquote') return [node('blockquote', null, blocks(content))]
    if (tree.type === 'bullet_list') return [node('bullet_list', null, items(content))]
    if (tree.type === 'ordered_list') {
      return [node('ordered_list', { order: listStart(attrs.order) }, items(content))]
    }
    return content.length > 0 ? blocks(content) : []
  }

  const items = (nodes: readonly TreeNode[]): Node[] => {
    const out = nodes.map((child) =>
      node('list_item', null, blocks(child.type === 'list_item' ? (child.content ?? []) : [child])),
    )
    return out.length > 0 ? out : [node('list_item', null, blocks([]))]
  }

  const inlines = (nodes: readonly TreeNode[]): Node[] => {
    const out: Node[] = []
    for (const child of nodes) {
      if (child.text !== undefined) {
        const text = child.text.replace(/[\r\n\u2028\u2029]+/g, ' ')
        if (text !== '') out.push(schema.text(text, marks(child.marks ?? [])))
      } else if (child.type === 'hard_break') {
        out.push(node('hard_break', null, []))
      } else {
        out.push(...image(child.attrs ?? {}))
      }
    }
    return out
  }

  const image = (attrs: Attributes): Node[] => {
    const alt = attributeText(attrs.alt)
    const src = safeUrlOf(attrs.src)
    if (src !== undefined) return [node('image', { src, alt, title: attributeText(attrs.title) }, [])]
    return alt === null ? [] : [schema.text(alt)]
  }

  const marks = (trees: readonly TreeMark[]): Mark[] =>
    trees.flatMap((tree) => {
      const type = schema.marks[tree.type]
      if (type === undefined) return []
      if (tree.type !== 'link') return [type.create()]
      const href = safeUrlOf(tree.attrs?.href)
      return href === undefined ? [] : [type.create({ href, title: attributeText(tree.attrs?.title) })]
    })

  return { node, blocks }
}

const plainText = (nodes: readonly TreeNode[]): string =>
  nodes
    .map((child) => child.text ?? (child.type === 'hard_break' ? '\n' : plainText(child.content ?? [])))
    .join('')
