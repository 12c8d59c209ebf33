/**
 * One line of marked text as Markdown: where marks open and close, what must be escaped, and how emphasis is
 * kept beside letters and punctuation. Written against CommonMark 0.31 §2 and §6; refuses to know blocks.
 */
import type { Mark, Node } from 'prosemirror-model'
import { codeSpan, escapeLineStart, escapeText, imageText, linkEnd } from './markdown-escape.ts'

/** A piece of the line that is Markdown already and carries the same marks throughout. */
interface Run {
  readonly text: string
  readonly kind: 'text' | 'space' | 'span' | 'break'
  marks: readonly Mark[]
}

/** The content of a paragraph or heading. Lines are separated by line feeds, each but the first after `\`. */
export function renderLine(parent: Node): string {
  const runs = trimmed(readRuns(parent))
  loosen(runs)
  return writeRuns(runs)
}

function readRuns(parent: Node): Run[] {
  const runs: Run[] = []
  parent.forEach((node) => {
    const marks = node.marks.filter((mark) => mark.type.name !== 'code')
    if (node.type.name === 'hard_break') runs.push({ text: '\\\n', kind: 'break', marks })
    else if (node.type.name === 'image') runs.push({ text: imageText(node.attrs), kind: 'span', marks })
    // Readers disagree about code that is nothing but spaces.
    else if (marks.length < node.marks.length && /\S/.test(node.text ?? ''))
      runs.push({ text: codeSpan(node.text ?? ''), kind: 'span', marks })
    else runs.push(...words(node.text ?? '', marks))
  })
  return runs
}

/** Spaces at the edges become runs of their own: emphasis can neither begin nor end with them (§6.2). */
function words(text: string, marks: readonly Mark[]): Run[] {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  const runs: Run[] = [
    { text: before, kind: 'space', marks },
    { text: inner, kind: 'text', marks },
    { text: after, kind: 'space', marks },
  ]
  return runs.filter((run) => run.text !== '')
}

/** Space at the edges of a block or after a break, and breaks at the edges, are nothing in Markdown. */
function trimmed(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (run.kind === 'space' && (last === undefined || last.kind === 'break')) continue
    if (run.kind === 'break' && last === undefined) continue
    out.push(run)
  }
  while (out.at(-1)?.kind === 'space' || out.at(-1)?.kind === 'break') out.pop()
  return out
}

const isEdge = (run: Run): boolean => run.kind === 'space' || run.kind === 'break'
const has = (run: Run | undefined, mark: Mark): boolean => run?.marks.some((other) => other.eq(mark)) ?? false

/** Takes a mark off the spaces and breaks with which it would begin or end. */
function loosen(runs: readonly Run[]): void {
  for (const order of [runs, [...runs].reverse()]) {
    let previous: Run | undefined
    for (const run of order) {
      if (isEdge(run)) run.marks = run.marks.filter((mark) => has(previous, mark))
      previous = run
    }
  }
}

/** Marks that open and close together. Bold italics are one group, `***`, because that reads best. */
interface Group {
  readonly marks: readonly Mark[]
  /** How many signs of emphasis; 0 for links and strikes. */
  readonly length: number
}

function writeRuns(runs: readonly Run[]): string {
  const written: string[] = []
  /** The end of the line so far. Kept short, because looking at the end of a long string costs its length. */
  let out = ''
  /** The sign of emphasis that was written last, when nothing has been written since. */
  let lastSign = ''
  const open: { readonly group: Group; readonly sign: string }[] = []

  const begin = (group: Group, next: string): void => {
    const sign = signOf(group, lastSign)
    if (sign === '[') {
      // `![` would be an image.
      if (out.endsWith('!')) out = `${out.slice(0, -1)}\\!`
    } else if (!isOpening(out, next)) out = encodeLast(out)
    out += sign
    lastSign = sign.at(-1) ?? ''
    open.push({ group, sign })
  }
  /** Closes down to `length` and answers whether the last sign closes before `next`. */
  const closeTo = (length: number, next: string): boolean => {
    let works = true
    while (open.length > length) {
      const { group, sign } = open.pop() as (typeof open)[number]
      works = sign === '[' || isClosing(out, sign, next)
      out += sign === '[' ? linkEnd(group.marks[0]?.attrs ?? {}) : sign
      lastSign = sign === '[' ? '' : (sign.at(-1) ?? '')
    }
    return works
  }

  for (const [index, run] of runs.entries()) {
    if (out.length > 4096) {
      written.push(out.slice(0, -16))
      out = out.slice(-16)
    }
    let kept = 0
    while (kept < open.length && open[kept]?.group.marks.every((mark) => has(run, mark))) kept++
    const still = open.slice(0, kept).flatMap(({ group }) => group.marks)
    // A mark that is interrupted beside a space goes on behind it.
    const missing = isEdge(run) ? [] : run.marks.filter((mark) => !still.some((other) => other.eq(mark)))
    const groups = groupsOf(missing, (mark) => reach(runs, index, mark))
    const isLineStart = out === '' || runs[index - 1]?.kind === 'break'
    let text = run.kind === 'text' ? escapeText(run.text, isInLink(run)) : run.text
    if (isLineStart && groups.length === 0) text = escapeLineStart(text, out !== '')
    if (!closeTo(kept, groups.length > 0 ? '*' : text)) text = encodeFirst(text)
    for (const [at, group] of groups.entries()) begin(group, at + 1 < groups.length ? '*' : text)
    out += text
    lastSign = ''
  }
  closeTo(0, '')
  return written.join('') + out
}

/** What reaches furthest opens first, so that as little as possible is closed and opened again. */
function groupsOf(marks: readonly Mark[], reachOf: (mark: Mark) => number): Group[] {
  const reaches = marks.map((mark) => ({ mark, to: reachOf(mark) })).sort((a, b) => b.to - a.to)
  const groups: Group[] = []
  let last: { readonly to: number; readonly length: number } | undefined
  for (const { mark, to } of reaches) {
    const length = mark.type.name === 'em' ? 1 : mark.type.name === 'strong' ? 2 : 0
    const previous = groups.at(-1)
    if (previous !== undefined && length > 0 && last?.to === to && last.length > 0) {
      groups[groups.length - 1] = { marks: [...previous.marks, mark], length: previous.length + length }
    } else groups.push({ marks: [mark], length })
    last = { to, length }
  }
  return groups
}

const isInLink = (run: Run): boolean => run.marks.some((mark) => mark.type.name === 'link')

/** How many runs from here carry the mark; what reaches further opens first. */
function reach(runs: readonly Run[], from: number, mark: Mark): number {
  let to = from
  while (has(runs[to], mark)) to++
  return to - from
}

/** Two signs of one kind side by side would be read as one; the other sign keeps them apart. */
function signOf(group: Group, lastSign: string): string {
  if (group.length > 0) return (lastSign === '*' ? '_' : '*').repeat(group.length)
  return group.marks[0]?.type.name === 'link' ? '[' : '~~'
}

/**
 * Whether a character counts as part of a word. Readers disagree about emoji and other characters of two code
 * units; `doubt` is what to assume of them.
 */
const isWord = (character: string, doubt: boolean): boolean => {
  if (character === '' || /[\s\p{P}\p{S}]/u.test(character)) return character.length > 1 && doubt
  return true
}
const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? ''
const firstOf = (text: string): string => [...text.slice(0, 2)][0] ?? ''

/** §6.2: a sign after a letter opens only before another letter. */
const isOpening = (before: string, next: string): boolean =>
  !isWord(lastOf(before), true) || isWord(firstOf(next), false)

/** A sign before a letter closes only after another letter, and `_` not even there. */
const isClosing = (before: string, sign: string, next: string): boolean =>
  !isWord(firstOf(next), true) || (isWord(lastOf(before), false) && !sign.startsWith('_'))

/** A letter written as a character reference ends and begins with punctuation, and so lets signs work. */
const reference = (character: string): string => `&#${character.codePointAt(0)};`
const encodeLast = (text: string): string => {
  const last = lastOf(text)
  const [, rest = '', signs = ''] = /^(.*?)([*_~]*)$/s.exec(text.slice(0, text.length - last.length)) ?? []
  // Signs before it opened before a letter; now they stand before punctuation, so the same goes for them.
  const before = signs !== '' && isWord(lastOf(rest), true) ? encodeLast(rest) : rest
  return before + signs + reference(last)
}
const encodeFirst = (text: string): string => {
  const first = firstOf(text)
  return reference(first) + text.slice(first.length)
}
