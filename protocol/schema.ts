/**
 * What a pad's document may consist of: the one ProseMirror schema that the editor, the server's reader and
 * the exports share. It loads without a DOM. Attributes that arrive through Yjs were checked by nobody, so
 * everything that renders them goes through the functions at the top of this file.
 *
 * Content expressions are as wide as editing allows: y-prosemirror deletes a node whose children do not fit,
 * so every narrower expression would be a way to lose text that another program wrote.
 */
import { Schema } from 'prosemirror-model'
import { safeUrlOf } from './safe-url.ts'

/** The part of a DOM element that parsing needs; this project has no DOM library on purpose. */
interface Attributed {
  getAttribute(name: string): string | null
}

/** 1–6, whatever the document says: the value becomes part of a tag name. */
export const headingLevel = (value: unknown): number => {
  const level = Math.trunc(Number(value))
  return level >= 1 && level <= 6 ? level : level > 6 ? 6 : 1
}

/** The first number of an ordered list. */
export const listStart = (value: unknown): number => {
  const order = Math.trunc(Number(value ?? 1))
  return Number.isSafeInteger(order) && order >= 0 && order <= 999_999_999 ? order : 1
}

/** The language of a code block as one plain word, or the empty string. */
export const codeLanguage = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z0-9+#._-]{1,40}$/.test(value) ? value : ''

/** Text of an attribute such as alt or title; null when there is none. */
export const attributeText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

const headingRule = (level: number) => ({ tag: `h${level}`, attrs: { level } })

/** `pre` or the `code` in it may say `class="language-ts"`, as Markdown renderers write it. */
const languageOf = (element: Attributed & { firstChild?: unknown }): string => {
  const inner = element.firstChild as Partial<Attributed> | null | undefined
  const classes = `${element.getAttribute('class') ?? ''} ${inner?.getAttribute?.('class') ?? ''}`
  return codeLanguage(/(?:^|\s)lang(?:uage)?-(\S+)/.exec(classes)?.[1])
}

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: {
      content: 'inline*',
      group: 'block',
      parseDOM: [{ tag: 'p' }],
      toDOM: () => ['p', 0],
    },
    blockquote: {
      content: 'block+',
      group: 'block',
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    heading: {
      attrs: { level: { default: 1 } },
      content: 'inline*',
      group: 'block',
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map(headingRule),
      toDOM: (node) => [`h${headingLevel(node.attrs.level)}`, 0],
    },
    code_block: {
      attrs: { language: { default: '' } },
      content: 'text*',
      group: 'block',
      code: true,
      defining: true,
      parseDOM: [
        {
          tag: 'pre',
          preserveWhitespace: 'full',
          getAttrs: (element: Attributed) => ({ language: languageOf(element) }),
        },
      ],
      toDOM: (node) => {
        const language = codeLanguage(node.attrs.language)
        return [
          'pre',
          { spellcheck: 'false' },
          ['code', language ? { class: `language-${language}` } : {}, 0],
        ]
      },
    },
    bullet_list: {
      content: 'list_item+',
      group: 'block',
      parseDOM: [{ tag: 'ul' }],
      toDOM: () => ['ul', 0],
    },
    ordered_list: {
      attrs: { order: { default: 1 } },
      content: 'list_item+',
      group: 'block',
      parseDOM: [
        {
          tag: 'ol',
          getAttrs: (element: Attributed) => ({ order: listStart(element.getAttribute('start')) }),
        },
      ],
      toDOM: (node) => {
        const order = listStart(node.attrs.order)
        return order === 1 ? ['ol', 0] : ['ol', { start: String(order) }, 0]
      },
    },
    list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    text: { group: 'inline' },
    image: {
      inline: true,
      attrs: { src: { default: '' }, alt: { default: null }, title: { default: null } },
      group: 'inline',
      draggable: true,
      parseDOM: [
        {
          tag: 'img[src]',
          getAttrs: (element: Attributed) => {
            const src = safeUrlOf(element.getAttribute('src'))
            if (src === undefined) return false
            return { src, alt: element.getAttribute('alt'), title: element.getAttribute('title') }
          },
        },
      ],
      toDOM: (node) => [
        'img',
        {
          src: safeUrlOf(node.attrs.src) ?? null,
          alt: attributeText(node.attrs.alt) ?? '',
          title: attributeText(node.attrs.title),
          loading: 'lazy',
          decoding: 'async',
          referrerpolicy: 'no-referrer',
        },
      ],
    },
    hard_break: {
      inline: true,
      group: 'inline',
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
    },
  },
  marks: {
    link: {
      attrs: { href: { default: '' }, title: { default: null } },
      inclusive: false,
      parseDOM: [
        {
          tag: 'a[href]',
          getAttrs: (element: Attributed) => {
            const href = safeUrlOf(element.getAttribute('href'))
            return href === undefined ? false : { href, title: element.getAttribute('title') }
          },
        },
      ],
      toDOM: (mark) => [
        'a',
        {
          href: safeUrlOf(mark.attrs.href) ?? null,
          title: attributeText(mark.attrs.title),
          rel: 'noopener noreferrer nofollow',
        },
        0,
      ],
    },
    em: {
      parseDOM: [{ tag: 'i' }, { tag: 'em' }, { style: 'font-style=italic' }],
      toDOM: () => ['em', 0],
    },
    strong: {
      parseDOM: [
        { tag: 'strong' },
        // Google Docs wraps what it copies in <b style="font-weight: normal">.
        {
          tag: 'b',
          getAttrs: (element: { style?: { fontWeight?: string } }) =>
            element.style?.fontWeight !== 'normal' && null,
        },
        {
          style: 'font-weight',
          getAttrs: (value: string) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null,
        },
      ],
      toDOM: () => ['strong', 0],
    },
    strike: {
      parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }, { style: 'text-decoration=line-through' }],
      toDOM: () => ['s', 0],
    },
    code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  },
})
