/**
 * The tables in docs/ that are made from data in the code, and how they get between their markers. The check
 * and `npm run docs` share this, so a table can neither be forgotten nor edited by hand.
 */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { OPTIONS } from '../../server/config.ts'
import { connectionDiagram } from './connection-diagram.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const code = (text: string): string => (text === '' ? '' : `\`${text}\``)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** By the name in the marker `<!-- generated: name -->`. */
const TABLES: Readonly<Record<string, () => string>> = {
  options: () =>
    table(
      ['option', 'default', 'unit', 'what it does'],
      Object.values(OPTIONS).map((option) => [
        code(option.name),
        code(option.default),
        option.unit,
        cell(option.about),
      ]),
    ),
  'connection-states': connectionDiagram,
  'close-codes': () =>
    table(
      ['code', 'name', 'client comes back', 'meaning'],
      Object.values(CLOSE_CODES)
        .sort((a, b) => a.code - b.code)
        .map((entry) => [String(entry.code), entry.name, entry.retry ? 'yes' : 'no', cell(entry.meaning)]),
    ),
}

const MARKED = /(<!-- generated: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g

/** The text of a page with every marked table as it should be. Throws on a marker nobody knows. */
export const regenerate = (page: string): string =>
  page.replaceAll(MARKED, (_all, begin: string, name: string, end: string) => {
    const make = TABLES[name]
    if (!make) throw new Error(`no table is called ${name}; there are ${Object.keys(TABLES).join(', ')}`)
    return `${begin}\n${make()}\n\n${end}`
  })

/** Pages with generated tables, from the repository's root. */
export const GENERATED_PAGES = [
  'docs/operations/options.md',
  'docs/protocol.md',
  'docs/connection-states.md',
] as const
