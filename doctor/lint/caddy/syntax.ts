/**
 * Reads a Caddyfile ("Caddyfile Concepts"): words, one statement a line, `{` at the end of a line opens a block.
 * Never refuses a text; what Caddy would refuse is an oddity.
 */
import type { Oddity, Parsed, Place, Statement } from '../statement.ts'

interface Word {
  readonly text: string
  readonly isQuoted: boolean
}

interface Line {
  readonly at: Place
  readonly words: readonly Word[]
}

interface Open {
  readonly head: Statement | undefined
  readonly statements: Statement[]
}

const DEEPEST = 100

export function parseCaddy(file: string, text: string): Parsed {
  const oddities: Oddity[] = []
  const stack: Open[] = [{ head: undefined, statements: [] }]
  const close = () => {
    const { head, statements } = stack.pop() as Open
    if (head) (stack.at(-1) as Open).statements.push({ ...head, block: statements })
  }
  const lines = linesOf(file, text)
  for (let index = 0; index < lines.length; index += 1) {
    const { at, words } = lines[index] as Line
    const last = words.at(-1)
    const bare = (word: Word | undefined, mark: string) => word?.text === mark && !word.isQuoted
    if (words.length === 1 && bare(last, '}')) {
      if (stack.length === 1) oddities.push({ at, what: '"}" closes nothing', refused: true })
      else close()
      continue
    }
    const opens = bare(last, '{') && stack.length < DEEPEST
    const own = opens ? words.slice(0, -1) : words
    const [name, ...args] = own.map((word) => word.text)
    // Addresses of one site may go on in the next line after a comma.
    if (!opens && stack.length === 1 && last?.text.endsWith(',') && index + 1 < lines.length) {
      const next = lines[index + 1] as Line
      lines[index + 1] = { at, words: [...words, ...next.words] }
      continue
    }
    const head: Statement = { name: name ?? '', args, at }
    if (opens) stack.push({ head, statements: [] })
    else (stack.at(-1) as Open).statements.push(head)
  }
  while (stack.length > 1) {
    const at = stack.at(-1)?.head?.at
    if (at) oddities.push({ at, what: 'the block is not closed: "}" is missing', refused: true })
    close()
  }
  return { statements: stack[0]?.statements ?? [], oddities }
}

/** Words of each line that has any; a quoted word may hold line ends, and a backslash joins two lines. */
function linesOf(file: string, text: string): Line[] {
  const lines: Line[] = []
  let words: Word[] = []
  let at: Place | undefined
  let [offset, line, start] = [0, 1, 0]
  const finish = () => {
    if (at && words.length > 0) lines.push({ at, words })
    words = []
    at = undefined
  }
  const newline = () => {
    line += 1
    start = offset + 1
  }
  while (offset < text.length) {
    const character = text[offset] as string
    if (character === '\n') {
      finish()
      newline()
      offset += 1
    } else if (/\s/.test(character)) offset += 1
    else if (character === '\\' && /^\r?\n/.test(text.slice(offset + 1, offset + 3))) {
      offset += text[offset + 1] === '\r' ? 2 : 1
      newline()
      offset += 1
    } else if (character === '#') while (offset < text.length && text[offset] !== '\n') offset += 1
    else {
      at ??= { file, line, column: offset - start + 1 }
      if (character === '"' || character === '`') {
        let word = ''
        offset += 1
        while (offset < text.length && text[offset] !== character) {
          if (character === '"' && text[offset] === '\\' && text[offset + 1] === '"') offset += 1
          if (text[offset] === '\n') newline()
          word += text[offset]
          offset += 1
        }
        offset += 1
        words.push({ text: word, isQuoted: true })
      } else {
        const from = offset
        while (offset < text.length && !/\s/.test(text[offset] as string)) offset += 1
        words.push({ text: text.slice(from, offset), isQuoted: false })
      }
    }
  }
  finish()
  return lines
}
