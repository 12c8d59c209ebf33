/**
 * `npm run docs:clients-matrix`: writes docs/clients-matrix.md from what `npm run e2e:full` saw last. Refuses a run
 * that left something out, because a smaller matrix would look like a better one.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { code, table } from '../docs/markdown.ts'
import type { FilledRow } from './matrix.ts'
import { HEADS } from './matrix.ts'
import { COLUMNS } from './record.ts'

const MATRIX_FILE = 'test-results/matrix.json'
const rows = JSON.parse(readFileSync(MATRIX_FILE, 'utf8')) as readonly FilledRow[]

const missing = rows.filter(({ cells }) => COLUMNS.some((column) => cells[column].is === 'not run'))
if (missing.length > 0) {
  const some = missing.slice(0, 3).map(({ id }) => id)
  console.error(
    `${MATRIX_FILE} lacks something for ${missing.length} of ${rows.length} cases (${some.join(', ')}, …); run npm run e2e:full first`,
  )
  process.exit(1)
}

const otherwise = rows.filter(({ cells }) => COLUMNS.some((column) => cells[column].is === 'otherwise'))
const groups = [...new Set(rows.map(({ group }) => group))]

const page = `# What two people see behind every fault

Made by \`npm run docs:clients-matrix\` from a run of \`npm run e2e:full\`: ${rows.length} cases on the real proxies, in
Chromium, with two people who write in one pad. The first column is what programs saw on the wire.

${otherwise.length === 0 ? 'Everything was as the records of the catalogue say.' : `Otherwise than its record says: ${otherwise.map(({ id }) => code(id)).join(', ')}.`}

${groups.map(section).join('\n\n')}
`

function section(group: string): string {
  const inside = rows.filter((row) => row.group === group)
  return `## ${group}\n\n${table(
    ['case', ...COLUMNS.map((column) => HEADS[column])],
    inside.map(({ id, cells }) => [
      code(id),
      ...COLUMNS.map((column) => `${cells[column].is === 'otherwise' ? '✕ ' : ''}${cells[column].words}`),
    ]),
  )}`
}

writeFileSync('docs/clients-matrix.md', page)
process.stdout.write(`docs/clients-matrix.md: ${rows.length} cases, ${otherwise.length} otherwise\n`)
