/**
 * Tells code from comments, strings and regular expressions in a TypeScript source: just enough of a scanner for
 * the house rules. TypeScript 7 is a native program without a stable way in for others, hence our own. Knows
 * nothing of what the rules look for.
 */
export type SpanKind = 'code' | 'comment' | 'string' | 'pattern'

export interface Span {
  readonly kind: SpanKind
  readonly start: number
  readonly end: number
}

/** A slash after one of these, or after such a word, begins a pattern; after anything else it divides. */
const BEFORE_PATTERN = /(^|[([{,;=:!&|?+\-*%~^<>}]|\b(return|typeof|case|of|in|await|yield))\s*$/

export function spans(source: string): readonly Span[] {
  const found: Span[] = []
  let at = 0
  let codeFrom = 0
  /** For each template that is open: how many braces are open inside its current `${`. */
  const templates: number[] = []

  const take = (kind: SpanKind, end: number): void => {
    if (at > codeFrom) found.push({ kind: 'code', start: codeFrom, end: at })
    found.push({ kind, start: at, end })
    at = end
    codeFrom = end
  }
  const lineEnd = (): number => {
    const end = source.indexOf('\n', at)
    return end < 0 ? source.length : end
  }

  while (at < source.length) {
    const char = source[at]
    const two = source.slice(at, at + 2)
    if (two === '//') take('comment', lineEnd())
    else if (two === '/*') {
      const end = source.indexOf('*/', at + 2)
      take('comment', end < 0 ? source.length : end + 2)
    } else if (char === "'" || char === '"') take('string', closing(source, at + 1, char))
    else if (char === '`' || (char === '}' && templates.at(-1) === 0)) {
      if (char === '}') templates.pop()
      const end = templateEnd(source, at + 1)
      if (source.slice(end - 2, end) === '${') templates.push(0)
      take('string', end)
    } else if (char === '/' && BEFORE_PATTERN.test(source.slice(Math.max(0, at - 40), at))) {
      take('pattern', patternEnd(source, at + 1))
    } else {
      const depth = templates.at(-1)
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1
      at++
    }
  }
  if (at > codeFrom) found.push({ kind: 'code', start: codeFrom, end: at })
  return found
}

/** Position behind the closing quote; a line's end closes too, so that a mistake stays small. */
function closing(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === quote || source[at] === '\n') return at + 1
  }
  return source.length
}

/** Position behind the closing backtick, or behind the next `${`. */
function templateEnd(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === '`') return at + 1
    else if (source.startsWith('${', at)) return at + 2
  }
  return source.length
}

function patternEnd(source: string, from: number): number {
  let inClass = false
  for (let at = from; at < source.length && source[at] !== '\n'; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === '[') inClass = true
    else if (source[at] === ']') inClass = false
    else if (source[at] === '/' && !inClass) return at + 1
  }
  return from
}

/** The source with every span of these kinds blanked; positions and line numbers stay. */
export const without = (source: string, kinds: readonly SpanKind[]): string =>
  spans(source)
    .map(({ kind, start, end }) => {
      const part = source.slice(start, end)
      return kinds.includes(kind) ? part.replace(/[^\n]/g, ' ') : part
    })
    .join('')

/** Matches of a pattern that begin in code, not in a comment or a string. */
export function matchesInCode(source: string, pattern: RegExp): readonly RegExpExecArray[] {
  const visible = without(source, ['comment'])
  const code = without(source, ['comment', 'string', 'pattern'])
  return [...visible.matchAll(pattern)].filter((match) => code[match.index] === visible[match.index])
}
