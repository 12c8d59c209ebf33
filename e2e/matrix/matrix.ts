/**
 * The matrix of proxy × fault × client, as text for the terminal and as a page. Pure: what was seen comes in,
 * words go out.
 */
import { COLUMNS, type Column, type Picture, type Seen } from './record.ts'

/** A case of the catalogue, in its order. */
export interface Row {
  readonly group: string
  readonly id: string
  readonly title: string
}

export interface Cell {
  readonly is: 'as said' | 'otherwise' | 'not run'
  readonly words: string
  readonly pictures: readonly Picture[]
}

export interface FilledRow extends Row {
  readonly cells: { readonly [column in Column]: Cell }
}

/** What each column is called for people. */
export const HEADS: { readonly [column in Column]: string } = {
  wire: 'on the wire',
  'socket-only': 'y-websocket alone',
  'five-attempts': 'socket.io, WebSocket only',
  holdfast: 'Holdfast',
}

export const fillMatrix = (rows: readonly Row[], seen: readonly Seen[]): readonly FilledRow[] =>
  rows.map((row) => ({
    ...row,
    cells: Object.fromEntries(
      COLUMNS.map((column) => [
        column,
        cellOf(seen.filter(({ id, column: other }) => id === row.id && other === column)),
      ]),
    ) as FilledRow['cells'],
  }))

function cellOf(seen: readonly Seen[]): Cell {
  const wrong = seen.find((each) => each.seen !== each.expected)
  const pictures = seen.flatMap((each) => each.pictures ?? [])
  if (wrong !== undefined) return { is: 'otherwise', words: `${wrong.seen}, not ${wrong.expected}`, pictures }
  const first = seen[0]
  if (first === undefined) return { is: 'not run', words: '', pictures }
  const browsers = seen.flatMap(({ browser }) => browser ?? [])
  const words = browsers.length > 1 ? `${first.seen} (${browsers.join(', ')})` : first.seen
  return { is: 'as said', words, pictures }
}

const SIGNS: { readonly [is in Cell['is']]: string } = { 'as said': '✓', otherwise: '✕', 'not run': '·' }

const said = ({ is, words }: Pick<Cell, 'is' | 'words'>): string => `${SIGNS[is]} ${words}`.trimEnd()

export function matrixText(rows: readonly FilledRow[]): string {
  const widths = [
    Math.max(...rows.map(({ id }) => id.length)) + 2,
    ...COLUMNS.map((column) =>
      Math.max(HEADS[column].length, ...rows.map(({ cells }) => said(cells[column]).length)),
    ),
  ]
  const line = (parts: readonly string[]) =>
    parts
      .map((part, index) => part.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const lines = [line(['', ...COLUMNS.map((column) => HEADS[column])])]
  let group = ''
  for (const row of rows) {
    if (row.group !== group) lines.push(row.group)
    group = row.group
    lines.push(line([`  ${row.id}`, ...COLUMNS.map((column) => said(row.cells[column]))]))
  }
  return lines.join('\n')
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th[scope=rowgroup] { padding-top: 1.5rem; }
code { font-size: .9em; }
.otherwise { color: light-dark(#a3160f, #ff9a8f); font-weight: 600; }
.not-run { opacity: .5; }
small { display: block; opacity: .75; }
`

export function matrixPage(rows: readonly FilledRow[], madeAt: string): string {
  const body: string[] = []
  let group = ''
  for (const row of rows) {
    if (row.group !== group) {
      body.push(`<tr><th scope="rowgroup" colspan="${COLUMNS.length + 1}">${escaped(row.group)}</th></tr>`)
    }
    group = row.group
    const cells = COLUMNS.map((column) => {
      const cell = row.cells[column]
      const pictures = cell.pictures.map(({ of, file }) => `<a href="${escaped(file)}">${escaped(of)}</a>`)
      const seen = pictures.length === 0 ? '' : `<small>${pictures.join(' ')}</small>`
      return `<td class="${cell.is.replace(' ', '-')}">${escaped(said(cell))}${seen}</td>`
    })
    body.push(
      `<tr><th scope="row"><code>${escaped(row.id)}</code><small>${escaped(row.title)}</small></th>${cells.join('')}</tr>`,
    )
  }
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Holdfast: faults and clients</title>
<style>${STYLE}</style>
<h1>Faults and clients</h1>
<p>What two people see who write in one pad, behind each fault of the catalogue, on the real proxy. ✓ as its record says, ✕ otherwise, · not part of this run. Made ${escaped(madeAt)}.</p>
<table>
<tr><td></td>${COLUMNS.map((column) => `<th scope="col">${escaped(HEADS[column])}</th>`).join('')}</tr>
${body.join('\n')}
</table>
</html>
`
}
