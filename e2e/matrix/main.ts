/** Prints the matrix of what the tests before it saw, and keeps it as a page and as JSON in test-results/. */
import { writeFileSync } from 'node:fs'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { fillMatrix, matrixPage, matrixText, type Row } from './matrix.ts'
import { recorded } from './record.ts'

const ROWS: readonly Row[] = [
  ...GOOD_WAYS.map(({ id }) => ({ group: 'good', id, title: 'Everything works.' })),
  ...FAULTS.map(({ id, title, culprit }) => ({ group: culprit, id, title })),
]

const rows = fillMatrix(ROWS, recorded())
process.stdout.write(`${matrixText(rows)}\n`)
writeFileSync('test-results/matrix.json', `${JSON.stringify(rows, null, 1)}\n`)
writeFileSync('test-results/matrix.html', matrixPage(rows, new Date().toISOString().slice(0, 10)))
const wrong = rows.filter(({ cells }) => Object.values(cells).some(({ is }) => is === 'otherwise'))
process.stdout.write(
  `\n${rows.length} cases, ${wrong.length} otherwise than their records say; also as test-results/matrix.html and .json\n`,
)
process.exitCode = wrong.length === 0 ? 0 : 1
