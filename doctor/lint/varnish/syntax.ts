/**
 * Reads VCL as far as the rules need it (vcl(7)): `sub`, `if` and its branches as blocks, everything else as a
 * statement whose words are kept as they stand. The condition of an `if` is its one argument.
 */
import type { Oddity, Parsed, Place, Statement } from '../statement.ts'

interface Token {
  readonly text: string
  readonly at: Place
}

const DEEPEST = 100

export function parseVcl(file: string, text: string): Parsed {
  const oddities: Oddity[] = []
  const stack: { head: Statement | undefined; statements: Statement[] }[] = [
    { head: undefined, statements: [] },
  ]
  let words: Token[] = []
  const here = () => (stack.at(-1) as (typeof stack)[number]).statements
  const headOf = (): Statement | undefined => {
    const [first, ...rest] = words
    words = []
    if (first === undefined) return undefined
    const isElseIf = first.text === 'else' && rest[0]?.text === 'if'
    const branch = isElseIf ? 'elseif' : first.text.replace(/^els(e?)if$/, 'elseif')
    const own = isElseIf ? rest.slice(1) : rest
    const isBranch = branch === 'if' || branch === 'elseif'
    const args = isBranch ? [own.map((word) => word.text).join(' ')] : own.map((word) => word.text)
    return { name: branch, args, at: first.at }
  }
  const close = () => {
    const frame = stack.pop()
    if (frame?.head) here().push({ ...frame.head, block: frame.statements })
  }
  for (const token of tokensOf(file, text)) {
    if (token.text === ';') {
      const statement = headOf()
      if (statement) here().push(statement)
    } else if (token.text === '{' && stack.length < DEEPEST) {
      stack.push({ head: headOf() ?? { name: '', args: [], at: token.at }, statements: [] })
    } else if (token.text === '}') {
      const statement = headOf()
      if (statement) here().push(statement)
      if (stack.length > 1) close()
      else oddities.push({ at: token.at, what: '"}" closes nothing', refused: true })
    } else words.push(token)
  }
  const rest = headOf()
  if (rest) here().push(rest)
  while (stack.length > 1) {
    const head = stack.at(-1)?.head
    if (head) oddities.push({ at: head.at, what: 'the block is not closed: "}" is missing', refused: true })
    close()
  }
  return { statements: stack[0]?.statements ?? [], oddities }
}

/** Strings keep their quotes, so that a condition can be read; inline C is left out. */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#)[^\n]*|C\{[\s\S]*?(?:\}C|$)|\{"[\s\S]*?(?:"\}|$)|"""[\s\S]*?(?:"""|$)|"[^"\n]*"?|[{}();,]|[!=<>~+\-*/&|]+|[^\s{}();,!=<>~+*/&|"#]+/g

function* tokensOf(file: string, text: string): Generator<Token> {
  let [line, start, last] = [1, 0, 0]
  for (const match of text.matchAll(TOKEN)) {
    for (let offset = last; offset < match.index; offset += 1)
      if (text[offset] === '\n') {
        line += 1
        start = offset + 1
      }
    last = match.index
    const [found] = match
    if (/^(\/\*|\/\/|#|C\{)/.test(found)) continue
    const long = /^(?:\{"([\s\S]*?)(?:"\}|$)|"""([\s\S]*?)(?:"""|$))$/.exec(found)
    const content = long ? `"${(long[1] ?? long[2] ?? '').replaceAll('"', "'")}"` : found
    yield { text: content, at: { file, line, column: match.index - start + 1 } }
  }
}
