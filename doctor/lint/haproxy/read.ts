/**
 * Reads haproxy.cfg (configuration manual, 2.1 and 2.2): sections of lines of words, with quotes and backslashes.
 * Each section is a statement with its lines as block; what its `defaults` say is found through `defaultsOf`.
 */
import type { Statement } from '../statement.ts'

const SECTIONS =
  /^(global|defaults|frontend|backend|listen|userlist|peers|resolvers|mailers|program|cache|http-errors|ring|log-forward|fcgi-app|crt-store|traces)$/

export function readHaproxy(file: string, text: string): readonly Statement[] {
  const sections: { head: Statement; lines: Statement[] }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const [name, ...args] = words(line)
    if (name === undefined) continue
    const at = { file, line: index + 1, column: line.length - line.trimStart().length + 1 }
    if (SECTIONS.test(name)) sections.push({ head: { name, args, at }, lines: [] })
    else sections.at(-1)?.lines.push({ name, args, at })
  }
  return sections.map(({ head, lines }) => ({ ...head, block: lines }))
}

/** A hash begins a comment unless it is quoted or escaped. */
function words(line: string): readonly string[] {
  const found: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] as string
    if (character === '\\' && quote !== "'" && index + 1 < line.length) {
      const next = line[index + 1] as string
      // Only what would mean something else is escaped; in patterns a backslash stays.
      word = (word ?? '') + (/[\s#"'\\]/.test(next) ? next : `\\${next}`)
      index += 1
    } else if (quote !== '') {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '#') break
    else if (/\s/.test(character)) {
      if (word !== undefined) found.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  return word === undefined ? found : [...found, word]
}

/** The `defaults` in force for a section: the one it names with `from`, or else the last one above it. */
export function defaultsOf(sections: readonly Statement[], section: Statement): Statement | undefined {
  const from = section.args.indexOf('from')
  const name = from < 0 ? undefined : section.args[from + 1]
  const above = sections.slice(0, sections.indexOf(section)).filter((each) => each.name === 'defaults')
  return name === undefined ? above.at(-1) : above.find(({ args }) => args[0] === name)
}
