/**
 * A fix as a diff of the reader's own file: each line that has to go is looked for in it, each that is missing is
 * put where its neighbour in the good configuration stands. Where the lines are not found nothing is pretended, and
 * the difference of the catalogue is shown instead. A linter that knows the file better may take this place.
 */

/** Words that make two lines the same directive: what stands before its value. */
const directiveOf = (line: string): string =>
  withoutComment(line)
    .split(/\s+/)
    .slice(
      0,
      /^(proxy_set_header|header_up|http-request|RequestHeader|timeout|option|set)\b/.test(line.trim())
        ? 2
        : 1,
    )
    .join(' ')
    .toLowerCase()

const withoutComment = (line: string): string =>
  line
    .replace(/\s+#.*$|^\s*#.*$/, '')
    .replace(/[;{]\s*$/, '')
    .trim()

const MEANS_NOTHING = /^[\s{}]*$/

interface FixLine {
  readonly is: '+' | '-' | ' '
  readonly text: string
}

const read = (lines: readonly string[]): readonly FixLine[] =>
  lines.map((line) => ({
    is: line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ',
    text: line.slice(1),
  }))

/** The diff, or undefined when its lines are not all in the file. */
export function inFile(fix: readonly string[], file: string): readonly string[] | undefined {
  const own = file.split('\n')
  const find = (line: string) =>
    own.findIndex((each) => directiveOf(each) !== '' && directiveOf(each) === directiveOf(line))
  const lines = read(fix)
  const removed = new Set<number>()
  const added = new Map<number, string[]>()
  let anchor = -1
  for (const { is, text } of lines) {
    if (MEANS_NOTHING.test(withoutComment(text))) continue
    const at = find(text)
    if (is === '-') {
      if (at === -1) return undefined
      removed.add(at)
      anchor = at
    } else if (is === ' ') {
      if (at !== -1) anchor = at
    } else {
      // A line with the same directive and another value is the one that is wrong.
      if (at !== -1) removed.add(at)
      const place = at === -1 ? anchor : at
      if (place === -1) return undefined
      added.set(place, [...(added.get(place) ?? []), indentedLike(own[place] as string, text)])
    }
  }
  return removed.size + added.size === 0 ? undefined : render(own, removed, added)
}

const indentedLike = (neighbour: string, text: string): string =>
  `${/^\s*/.exec(neighbour)?.[0] ?? ''}${text.trim()}`

const CONTEXT = 2

function render(
  own: readonly string[],
  removed: ReadonlySet<number>,
  added: ReadonlyMap<number, readonly string[]>,
): readonly string[] {
  const touched = [...removed, ...added.keys()]
  const isNear = (index: number) => touched.some((each) => Math.abs(each - index) <= CONTEXT)
  const lines: string[] = []
  let last = -1
  for (const [index, text] of own.entries()) {
    if (!isNear(index)) continue
    if (last !== index - 1) lines.push(`@@ line ${index + 1} @@`)
    last = index
    lines.push(`${removed.has(index) ? '-' : ' '}${text}`)
    for (const more of added.get(index) ?? []) lines.push(`+${more}`)
  }
  return lines
}
