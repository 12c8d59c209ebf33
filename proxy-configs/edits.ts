/**
 * How a good configuration becomes a broken one, and how that shows in the broken file: lines that are missing
 * stay as comments behind `#-`, and lines that are the fault stand below `#+`. So the fault, its mark and its
 * mending are one and the same piece of data, and nobody can break a config in more places than it says.
 */

/** One place of a good configuration that is wrong. */
export interface Edit {
  /** How exactly one line of the good configuration begins, indentation left out. */
  readonly at: string
  /** The first line after it that begins so: the edit is about all lines from `at` to here. */
  readonly through?: string
  /** They stay, and what is added comes after them. */
  readonly keep?: true
  /** What stands there instead, at their indentation. */
  readonly add?: readonly string[]
}

const MISSING = '#-'
const ADDED = '#+'

/** The broken text with its marks. Throws when a line is not there, or there twice. */
export const broken = (good: string, edits: readonly Edit[]): string =>
  edits.reduce((text, edit) => apply(text.split('\n'), edit).join('\n'), good)

function apply(lines: readonly string[], edit: Edit): readonly string[] {
  const from = only(lines, edit.at)
  const to = edit.through === undefined ? from : after(lines, from, edit.through)
  const old = lines.slice(from, to + 1)
  const indent = /^\s*/.exec(lines[from] as string)?.[0] ?? ''
  const kept = edit.keep === true ? old : old.map((line) => `${MISSING} ${line}`)
  const added = edit.add ?? []
  const count = `${ADDED} ${added.length === 1 ? 'the next line is' : `the next ${added.length} lines are`} the fault`
  const news = added.length === 0 ? [] : [`${indent}${count}`, ...added.map((line) => `${indent}${line}`)]
  return [...lines.slice(0, from), ...kept, ...news, ...lines.slice(to + 1)]
}

const begins = (line: string, start: string): boolean => line.trimStart().startsWith(start)

function only(lines: readonly string[], start: string): number {
  const found = lines.flatMap((line, index) => (begins(line, start) ? [index] : []))
  if (found.length === 1) return found[0] as number
  throw new Error(
    `expected one line that begins with "${start}" in the good configuration, found ${found.length}`,
  )
}

function after(lines: readonly string[], from: number, start: string): number {
  const found = lines.findIndex((line, index) => index > from && begins(line, start))
  if (found === -1) throw new Error(`no line after line ${from + 1} begins with "${start}"`)
  return found
}

/** One line of a comparison: what the broken file has too much, too little, and both. */
export interface Change {
  readonly is: 'same' | 'wrong' | 'missing'
  readonly line: string
}

const ADDED_LINE = /^\s*#\+ the next (?:(\d+) lines are|line is) the fault$/
const MISSING_LINE = /^#- (.*)$/

/** Reads the marks of a broken file. */
export function changes(marked: string): readonly Change[] {
  const found: Change[] = []
  let wrong = 0
  for (const line of marked.split('\n')) {
    const added = ADDED_LINE.exec(line)
    const missing = MISSING_LINE.exec(line)
    if (added !== null) wrong = Number(added[1] ?? 1)
    else if (wrong > 0) {
      found.push({ is: 'wrong', line })
      wrong -= 1
    } else if (missing !== null) found.push({ is: 'missing', line: missing[1] as string })
    else found.push({ is: 'same', line })
  }
  return found
}

/** The good configuration again: what whoever mends the broken file ends up with. */
export const mended = (marked: string): string =>
  changes(marked)
    .flatMap(({ is, line }) => (is === 'wrong' ? [] : [line]))
    .join('\n')

const CONTEXT = 2

/** The way from broken to good as a unified diff without line numbers; `…` where lines are left out. */
export function fixDiff(marked: string): readonly string[] {
  const all = changes(marked)
  const near = all.map((_change, index) =>
    all.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ is }) => is !== 'same'),
  )
  const lines: string[] = []
  let added: string[] = []
  for (const [index, { is, line }] of all.entries()) {
    // What goes is written before what comes in its place.
    if (is === 'missing') added.push(`+${line}`)
    else if (is === 'wrong') lines.push(`-${line}`)
    else {
      lines.push(...added)
      added = []
      if (near[index]) lines.push(` ${line}`)
      else if (near[index - 1]) lines.push(' …')
    }
  }
  lines.push(...added)
  // An empty line at the edge tells nobody where the change belongs.
  const bare = (line: string | undefined) => line?.trim() === ''
  return lines.slice(bare(lines[0]) ? 1 : 0, bare(lines.at(-1)) ? -1 : undefined)
}
