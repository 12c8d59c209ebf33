/**
 * Reads the language of nginx as nginx does (src/core/ngx_conf_file.c): words, quotes, comments, blocks. It never
 * refuses a text; what nginx would refuse is an oddity. Includes and meaning are none of its business.
 */
import type { Oddity, Parsed, Place, Statement } from '../statement.ts'

type Token =
  | { readonly is: 'word'; readonly text: string; readonly at: Place }
  | { readonly is: ';' | '{' | '}'; readonly at: Place }

interface Frame {
  readonly statements: Statement[]
  readonly opened?: { readonly name: string; readonly args: readonly string[]; readonly at: Place }
}

/** Deeper than any real configuration; beyond it blocks are read as if they were closed. */
const DEEPEST = 100

export function parseNginx(file: string, text: string): Parsed {
  const oddities: Oddity[] = []
  const stack: Frame[] = [{ statements: [] }]
  let words: { text: string; at: Place }[] = []
  const top = () => stack[stack.length - 1] as Frame
  const refuse = (at: Place, what: string) => oddities.push({ at, what, refused: true })

  const finish = (block?: readonly Statement[]) => {
    const [first, ...rest] = words
    words = []
    if (first === undefined) return
    const args = rest.map((word) => word.text)
    top().statements.push({ name: first.text, args, at: first.at, ...(block && { block }) })
  }

  const close = () => {
    const { statements, opened } = stack.pop() as Frame
    if (opened) top().statements.push({ ...opened, block: statements })
  }

  for (const token of tokens(file, text, oddities)) {
    if (token.is === 'word') words.push(token)
    else if (token.is === ';') {
      if (words.length === 0) refuse(token.at, 'unexpected ";"')
      finish()
    } else if (token.is === '{') {
      const [first, ...rest] = words
      words = []
      if (first === undefined) refuse(token.at, 'unexpected "{"')
      else if (stack.length >= DEEPEST) refuse(first.at, 'blocks are nested too deep to be read')
      else
        stack.push({
          statements: [],
          opened: { name: first.text, args: rest.map((word) => word.text), at: first.at },
        })
    } else {
      if (words.length > 0) refuse(token.at, 'unexpected "}": the line before it has no ";"')
      finish()
      if (stack.length === 1) refuse(token.at, 'unexpected "}": no block is open')
      else close()
    }
  }
  const last = words.at(-1)
  if (last) refuse(last.at, 'the file ends in the middle of a line: ";" is missing')
  finish()
  while (stack.length > 1) {
    const { opened } = top()
    if (opened) refuse(opened.at, `the block of "${opened.name}" is not closed: "}" is missing`)
    close()
  }
  return { statements: top().statements, oddities }
}

function* tokens(file: string, text: string, oddities: Oddity[]): Generator<Token> {
  let [offset, line, lineStart] = [0, 1, 0]
  let lastWord = ''
  const at = (): Place => ({ file, line, column: offset - lineStart + 1 })
  const step = () => {
    if (text[offset] === '\n') {
      line += 1
      lineStart = offset + 1
    }
    offset += 1
  }
  while (offset < text.length) {
    const character = text[offset] as string
    if (/\s/.test(character)) step()
    else if (character === '#') while (offset < text.length && text[offset] !== '\n') step()
    else if (character === ';' || character === '}') {
      yield { is: character, at: at() }
      lastWord = ''
      step()
    } else if (character === '{') {
      const place = at()
      step()
      // OpenResty's blocks hold Lua, where quotes and braces mean something else.
      if (lastWord.endsWith('_by_lua_block')) {
        const end = endOfLua(text, offset)
        while (offset < end) step()
        yield { is: ';', at: place }
      } else yield { is: '{', at: place }
      lastWord = ''
    } else {
      const place = at()
      const word = readWord(text, offset)
      while (offset < word.end) step()
      if (word.open) oddities.push({ at: place, what: 'a quote is opened and not closed', refused: true })
      if (lastWord === '') lastWord = word.text
      yield { is: 'word', text: word.text, at: place }
    }
  }
}

/** Behind the brace that closes a block of Lua: those in strings and comments do not count. */
function endOfLua(text: string, start: number): number {
  const parts = /--\[\[[\s\S]*?\]\]|--[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\[\[[\s\S]*?\]\]|[{}]/g
  parts.lastIndex = start
  let depth = 1
  for (let part = parts.exec(text); part !== null; part = parts.exec(text)) {
    depth += part[0] === '{' ? 1 : part[0] === '}' ? -1 : 0
    if (depth === 0) return parts.lastIndex
  }
  return text.length
}

function readWord(text: string, start: number): { text: string; end: number; open: boolean } {
  const quote = text[start] === '"' || text[start] === "'" ? text[start] : undefined
  let word = ''
  let offset = quote === undefined ? start : start + 1
  while (offset < text.length) {
    const character = text[offset] as string
    if (character === '\\' && offset + 1 < text.length) {
      const next = text[offset + 1] as string
      // A backslash stays, for patterns; only quotes lose theirs.
      word += next === '"' || next === "'" ? next : character + next
      offset += 2
    } else if (quote !== undefined && character === quote) return { text: word, end: offset + 1, open: false }
    else if (quote === undefined && character === '$' && text[offset + 1] === '{') {
      word += '${'
      offset += 2
      while (offset < text.length && /\w/.test(text[offset] as string)) word += text[offset++]
      if (text[offset] === '}') word += text[offset++]
    } else if (quote === undefined && /[\s;{]/.test(character))
      return { text: word, end: offset, open: false }
    else {
      word += character
      offset += 1
    }
  }
  return { text: word, end: offset, open: quote !== undefined }
}
