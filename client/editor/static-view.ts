/**
 * Shows a document for reading, straight from the Yjs types, and follows it. It is what people see when the
 * editor must not be bound, so it renders parts nobody knows as well, names them, and writes nothing ever.
 */
import { XmlElement, type XmlFragment, XmlText } from 'yjs'
import { safeUrlOf } from '../../protocol/safe-url.ts'
import { attributeText, codeLanguage, headingLevel, listStart } from '../../protocol/schema.ts'
import type { Words } from '../../protocol/words/en.ts'
import { element } from '../ui/element.ts'

const MARK_TAGS = { strong: 'strong', em: 'em', strike: 's', code: 'code' } as const
/** Inner to outer, as the editor nests them. */
const MARK_ORDER = ['code', 'strike', 'strong', 'em'] as const

const renderText = (text: XmlText, words: Words): Node[] => {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.map(({ insert, attributes = {} }) => {
    if (typeof insert !== 'string') return unknownPart('embed', 'span', [], words)
    let node: Node = document.createTextNode(insert)
    for (const name of MARK_ORDER) {
      if (name in attributes) node = element(MARK_TAGS[name], {}, node)
    }
    if ('link' in attributes) {
      const { href, title } = (attributes.link ?? {}) as { href?: unknown; title?: unknown }
      const attrs = { href: safeUrlOf(href), title: attributeText(title) ?? undefined }
      node = element('a', { ...attrs, rel: 'noopener noreferrer nofollow' }, node)
    }
    return node
  })
}

const unknownPart = (name: string, tag: 'div' | 'span', children: Node[], words: Words): HTMLElement =>
  element(
    tag,
    { class: 'unknown' },
    element('span', { class: 'unknown-name' }, words.foreign.unknownPart(name)),
    ...children,
  )

const renderNode = (node: unknown, words: Words): Node[] => {
  if (node instanceof XmlText) return renderText(node, words)
  if (!(node instanceof XmlElement)) return [unknownPart('hook', 'div', [], words)]
  const children = node.toArray().flatMap((child) => renderNode(child, words))
  const attribute = (name: string): unknown => (node.getAttributes() as Record<string, unknown>)[name]
  switch (node.nodeName) {
    case 'paragraph':
      return [element('p', {}, ...children)]
    case 'heading':
      return [element(`h${headingLevel(attribute('level')) as 1 | 2 | 3 | 4 | 5 | 6}`, {}, ...children)]
    case 'blockquote':
      return [element('blockquote', {}, ...children)]
    case 'code_block': {
      const language = codeLanguage(attribute('language'))
      return [element('pre', {}, element('code', { class: language && `language-${language}` }, ...children))]
    }
    case 'horizontal_rule':
      return [element('hr')]
    case 'bullet_list':
      return [element('ul', {}, ...children)]
    case 'ordered_list':
      return [element('ol', { start: listStart(attribute('order')) }, ...children)]
    case 'list_item':
      return [element('li', {}, ...children)]
    case 'hard_break':
      return [element('br')]
    case 'image':
      return [
        element('img', {
          src: safeUrlOf(attribute('src')),
          alt: attributeText(attribute('alt')) ?? '',
          title: attributeText(attribute('title')) ?? undefined,
          loading: 'lazy',
          referrerpolicy: 'no-referrer',
        }),
      ]
    default:
      return [unknownPart(node.nodeName, 'div', children, words)]
  }
}

export const createStaticView = (
  options: { readonly fragment: XmlFragment; readonly words: Words },
  deps: { requestAnimationFrame(run: () => void): number; cancelAnimationFrame(frame: number): void },
) => {
  const { fragment, words } = options
  const place = element('div', {
    class: 'prose',
    role: 'document',
    'aria-label': words.pad.text,
    tabindex: 0,
  })
  let frame: number | undefined

  const render = (): void => {
    frame = undefined
    place.replaceChildren(...fragment.toArray().flatMap((node) => renderNode(node, words)))
  }
  const changed = (): void => {
    frame ??= deps.requestAnimationFrame(render)
  }
  fragment.observeDeep(changed)
  render()

  return {
    element: place,
    close(): void {
      fragment.unobserveDeep(changed)
      if (frame !== undefined) deps.cancelAnimationFrame(frame)
    },
  }
}

export type StaticView = ReturnType<typeof createStaticView>
