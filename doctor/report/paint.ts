/** Colours and widths of a terminal. Colour says nothing that a sign or a word does not say, too. */
import type { Status } from '../checks/check.ts'

export interface Paper {
  readonly colour: boolean
  readonly width: number
}

const CODES = { red: 31, green: 32, yellow: 33, grey: 90, bold: 1 } as const
export type Colour = keyof typeof CODES

export const painted = (text: string, colour: Colour, paper: Paper): string =>
  paper.colour ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text

export const SIGNS: { readonly [status in Status]: readonly [sign: string, colour: Colour] } = {
  pass: ['✓', 'green'],
  warn: ['!', 'yellow'],
  fail: ['✕', 'red'],
  skip: ['–', 'grey'],
  inconclusive: ['?', 'yellow'],
}

/** What a server wrote must not move the cursor of whoever reads about it. */
export const harmless = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '·')

/** Lines of at most so many characters, broken at spaces; a word that is longer stays whole. */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of harmless(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (indent.length + longer.length > width && line !== '') {
      lines.push(indent + line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, indent + line]
}
