/** What a title sent over HTTP becomes before it reaches a document: one line, without control characters. */
import { MAX_TITLE_LENGTH } from '../../protocol/limits.ts'
import { ProblemError } from './problems.ts'

export function cleanTitle(text: string): string {
  const title = oneLine(text)
  if (title.length > MAX_TITLE_LENGTH) {
    throw new ProblemError(
      'title-too-long',
      `The title has ${title.length} characters, at most ${MAX_TITLE_LENGTH} are kept. Shorten it.`,
    )
  }
  return title
}

/** For titles nobody typed as one, such as a heading: cut instead of refused, never inside a character. */
export const cutTitle = (text: string): string => {
  const title = oneLine(text)
  if (title.length <= MAX_TITLE_LENGTH) return title
  return `${title.slice(0, MAX_TITLE_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Direction overrides are dropped too: they would reorder the rest of a list row. */
const oneLine = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
