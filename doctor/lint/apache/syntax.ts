/**
 * Reads the language of Apache (configuring.html, sections.html): one directive a line, a backslash at the end
 * joins two, `<Section …>` to `</Section>` is a block. Never refuses a text; what Apache would refuse is an oddity.
 */
import type { Oddity, Parsed, Statement } from '../statement.ts'

interface Open {
  readonly head: Statement
  readonly statements: Statement[]
}

export function parseApache(file: string, text: string): Parsed {
  const oddities: Oddity[] = []
  const top: Statement[] = []
  const stack: Open[] = []
  const here = () => stack.at(-1)?.statements ?? top
  const close = () => {
    const open = stack.pop() as Open
    here().push({ ...open.head, block: open.statements })
  }
  for (const { line, column, content } of directives(text)) {
    const at = { file, line, column }
    const end = /^<\/\s*([^\s>]+)\s*>?/.exec(content)
    const begin = /^<\s*([^\s>]+)\s*(.*?)>?\s*$/.exec(content)
    if (end) {
      const name = (end[1] as string).toLowerCase()
      const index = stack.findLastIndex(({ head }) => head.name.toLowerCase() === name)
      if (index < 0) oddities.push({ at, what: `</${end[1]}> closes nothing`, refused: true })
      else {
        if (index < stack.length - 1)
          oddities.push({ at, what: `<${stack.at(-1)?.head.name}> is not closed before it`, refused: true })
        while (stack.length > index) close()
      }
    } else if (begin) {
      stack.push({ head: { name: begin[1] as string, args: words(begin[2] as string), at }, statements: [] })
    } else {
      const [name = '', ...args] = words(content)
      here().push({ name, args, at })
    }
  }
  while (stack.length > 0) {
    const { head } = stack.at(-1) as Open
    oddities.push({ at: head.at, what: `<${head.name}> is not closed`, refused: true })
    close()
  }
  return { statements: top, oddities }
}

interface Directive {
  readonly line: number
  readonly column: number
  readonly content: string
}

/** Comments stand on lines of their own; one that ends in a backslash goes on, too. */
function directives(text: string): readonly Directive[] {
  const found: Directive[] = []
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index] as string
    const line = index + 1
    const parts = [first]
    while (parts.at(-1)?.endsWith('\\') && index + 1 < lines.length) {
      parts.push(lines[index + 1] as string)
      index += 1
    }
    const content = parts.map((part, at) => (at < parts.length - 1 ? part.slice(0, -1) : part)).join('')
    const trimmed = content.trim()
    if (trimmed !== '' && !trimmed.startsWith('#'))
      found.push({ line, column: first.length - first.trimStart().length + 1, content: trimmed })
  }
  return found
}

/** Quotes of both kinds, a backslash before a quote (ap_getword_conf). */
const words = (text: string): readonly string[] =>
  [...text.matchAll(/"((?:\\.|[^"\\])*)"?|'((?:\\.|[^'\\])*)'?|(\S+)/g)].map(([, double, single, bare]) =>
    bare === undefined ? (double ?? single ?? '').replace(/\\(["'\\])/g, '$1') : bare,
  )
