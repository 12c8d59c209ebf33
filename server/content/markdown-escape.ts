/**
 * Text that must not be taken for Markdown, address by address and place by place. As little as possible is
 * escaped, because people read the result. Written against CommonMark 0.31.
 */

/** Text between marks. A `]` matters only where a link is open. */
export function escapeText(text: string, inLink: boolean): string {
  const escaped = text
    .replace(/[\\`*[]/g, '\\$&')
    // Between letters an underscore is an underscore.
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/(?<=^|~)~|~(?=~|$)/g, '\\~')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, '\\&')
  return inLink ? escaped.replaceAll(']', '\\]') : escaped
}

/** The beginning of a line that would otherwise begin a heading, quote, list or, further down, an underline. */
export function escapeLineStart(text: string, afterBreak: boolean): string {
  const escaped = text
    .replace(/^(?:#{1,6}(?=\s|$)|>|\+(?=\s|$)|-(?=[\s-]|$))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
  return afterBreak ? escaped.replace(/^=/, '\\=') : escaped
}

export function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const ticks = '`'.repeat(longest + 1)
  // §6.1: one space at both ends is taken off again.
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? ' ' : ''
  return ticks + pad + text + pad + ticks
}

interface Addressed {
  readonly [name: string]: unknown
}

export const linkEnd = (attrs: Addressed): string => `](${destination(attrs.href, attrs.title)})`

export const imageText = (attrs: Addressed): string => {
  const alt = typeof attrs.alt === 'string' ? escapeText(attrs.alt.replace(/\s+/g, ' '), true) : ''
  return `![${alt}](${destination(attrs.src, attrs.title)})`
}

function destination(url: unknown, title: unknown): string {
  const address = String(url)
    .replace(/[\s<>]/g, encodeURIComponent)
    .replace(/[()\\]|&(?=#?[A-Za-z0-9]+;)/g, '\\$&')
  if (typeof title !== 'string') return address
  return `${address} "${title.replace(/\s+/g, ' ').replace(/["\\]|&(?=#?[A-Za-z0-9]+;)/g, '\\$&')}"`
}
