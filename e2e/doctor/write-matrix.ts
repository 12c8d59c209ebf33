/**
 * `npm run docs:doctor-matrix`: writes docs/doctor-matrix.md from what the matrix test saw last. Refuses a run that
 * was narrowed, because a smaller matrix would look like a better one.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { CLASSES } from '../../proxy-configs/causes/classes.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { code, table } from '../docs/markdown.ts'
import { MATRIX_FILE, type MatrixRow } from './matrix-row.ts'

const rows = JSON.parse(readFileSync(MATRIX_FILE, 'utf8')) as readonly MatrixRow[]

const rowsOf = (kind: MatrixRow['kind'], ids: readonly string[]): readonly MatrixRow[] =>
  ids.map((id) => {
    const row = rows.find((each) => each.kind === kind && each.id === id)
    if (row === undefined)
      throw new Error(`${MATRIX_FILE} has no row for ${id}; run the whole matrix test first`)
    return row
  })

const faults = rowsOf(
  'fault',
  FAULTS.map(({ id }) => id),
)
const goods = rowsOf(
  'good',
  GOOD_WAYS.map(({ id }) => id),
)
const named = faults.filter(({ id, found }) => found.includes(id))
const silent = goods.filter(({ wrong }) => wrong.length === 0)

const page = `# What the doctor said of every fault

Made by \`npm run docs:doctor-matrix\` from a run of \`npm run e2e:doctor\`: every fault of the catalogue on its real
proxy, and every good configuration and chain. The doctor was given the address that a visitor has, and nothing else.

Of ${faults.length} faults it named ${named.length}, alone or in their class; at ${goods.length} good ways it found something at ${goods.length - silent.length}.

## Classes

Faults that nothing outside tells apart. All that the doctor observed of the members of a class is equal, times and
ids aside; the test compares it.

${CLASSES.map(({ faults: ids, because }) => `- ${ids.map(code).join(', ')}: ${because}`).join('\n')}

## Faults

${table(
  ['fault', 'first cause', 'exit'],
  faults.map(({ id, found, exit }) => [code(id), told(id, found), String(exit)]),
)}

## Good ways

${table(
  ['way', 'found', 'exit'],
  goods.map(({ id, wrong, exit }) => [
    code(id),
    wrong.length === 0 ? 'nothing' : wrong.join('; '),
    String(exit),
  ]),
)}
`

function told(id: string, found: readonly string[]): string {
  if (found.length === 1 && found[0] === id) return 'the fault'
  if (found.includes(id)) return `one of its class of ${found.length}`
  return found.length === 0 ? 'none' : found.map(code).join(', ')
}

writeFileSync('docs/doctor-matrix.md', page)
process.stdout.write(
  `docs/doctor-matrix.md: ${named.length} of ${faults.length} named, ${goods.length - silent.length} false alarms\n`,
)
