/**
 * What became of a request, and the words the catalogue has for it. Pure. A page sees status, headers and body of
 * answers from its own address, but neither where a redirect leads nor why a connection failed.
 */
import { AUTHOR_BYTES, authorOf } from '../../proxy-configs/author.ts'
import { brandsOf } from '../../proxy-configs/brands.ts'

export type Outcome =
  | {
      readonly is: 'answered'
      readonly status: number
      /** By name in lower case. */
      readonly headers: Readonly<Record<string, string>>
      /** The whole body, or as much as was wanted. */
      readonly text: string
      readonly ms: number
    }
  | { readonly is: 'redirected'; readonly ms: number }
  | { readonly is: 'unanswered'; readonly hangs: boolean; readonly ms: number }

/** A status and its author, or that there is none. */
export function answerOf(outcome: Outcome): string {
  if (outcome.is === 'redirected') return 'some redirect'
  if (outcome.is === 'unanswered') return outcome.hangs ? 'hangs' : 'closed'
  const { headers, text } = outcome
  const author = authorOf({
    text: text.slice(0, AUTHOR_BYTES),
    contentType: headers['content-type'],
    server: headers.server,
  })
  return `${outcome.status} ${author}`
}

/** Where a login of the app itself stands before it, the app was reached all the same. */
export function reachesApp(outcome: Outcome): string {
  const word = answerOf(outcome)
  return word === '401 app' || word === '403 app' ? '200 app' : word
}

export const brandsOfOutcome = (outcome: Outcome): readonly string[] =>
  outcome.is === 'answered'
    ? brandsOf((name) => outcome.headers[name], outcome.text.slice(0, AUTHOR_BYTES))
    : []

export const tellsOf = (outcome: Outcome): readonly string[] =>
  outcome.is === 'answered' && outcome.headers['www-authenticate'] !== undefined
    ? ['asks for a password']
    : []

/** The members of a JSON object; undefined for whatever else came. */
export function jsonOf(outcome: Outcome): Readonly<Record<string, unknown>> | undefined {
  if (outcome.is !== 'answered') return undefined
  try {
    const value: unknown = JSON.parse(outcome.text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
