/** Answers in lines, read back: `holdfast pads` and `holdfast verify` as people and programs read them. */
import type { EndLine, FindingLine, PadLine } from './answers.ts'
import { createByteReader } from './byte-reader.ts'
import { brokenOff } from './source.ts'

const MAX_LINE_BYTES = 1024 * 1024

/** Throws UnreachableError when the answer was cut off before its last line. */
export const readLines = async <Line extends PadLine | FindingLine>(
  answer: AsyncIterable<Uint8Array>,
): Promise<{ readonly lines: readonly Line[]; readonly end: EndLine }> => {
  const reader = createByteReader(answer)
  const lines: Line[] = []
  for (;;) {
    const text = await reader.line(MAX_LINE_BYTES)
    if (text === undefined) throw brokenOff('the last line is missing')
    const facts = JSON.parse(text) as Line | EndLine
    if ('end' in facts) return { lines, end: facts }
    lines.push(facts)
  }
}

/** What a terminal would obey, or would show in another order, is left out. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029]/gu, ' ').trim()

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Decimal units, as disks are sold. */
export const size = (bytes: number): string => {
  let at = 0
  let value = bytes
  while (value >= 1000 && at < UNITS.length - 1) {
    value /= 1000
    at += 1
  }
  return `${at === 0 ? value : value.toFixed(1)} ${UNITS[at]}`
}

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const MAX_TITLE = 40

const cells = ({ id, title, updatedAt, bytes, people, state }: PadLine): readonly string[] => {
  const clean = harmless(title) || '(untitled)'
  return [
    id,
    clean.length > MAX_TITLE ? `${clean.slice(0, MAX_TITLE - 1)}…` : clean,
    `${new Date(updatedAt).toISOString().slice(0, 19)}Z`,
    size(bytes),
    String(people),
    state === 'live' ? '' : state,
  ]
}

/** Newest change first. */
export const padTable = (pads: readonly PadLine[]): string => {
  const sorted = pads.toSorted((a, b) => b.updatedAt - a.updatedAt)
  const rows = [['id', 'title', 'changed', 'size', 'people', ''], ...sorted.map(cells)]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** One line for each damaged pad or stretch, and what was looked at. */
export const verdict = (findings: readonly FindingLine[], end: EndLine): string => {
  const told = findings.map(({ code, where, padId, title, whole }) => {
    const whose =
      padId === undefined
        ? 'nobody knows whose bytes'
        : `pad ${padId} "${harmless(title ?? '') || 'untitled'}"`
    const meaning =
      whole === undefined
        ? ''
        : whole
          ? '; its text is whole, what is damaged is an older copy'
          : '; its last good state can be read and exported'
    return `damaged: ${whose}: ${code}, ${where}${meaning}\n`
  })
  const looked = `${counted(end.pads, 'pad')}, ${counted(end.files ?? 0, 'file')}, ${size(end.bytes ?? 0)} checked`
  const sum =
    findings.length === 0
      ? `${looked}: every checksum is right`
      : `${looked}: ${counted(findings.length, 'finding')}`
  return `${told.join('')}${sum}\n`
}
