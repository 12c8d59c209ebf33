/**
 * How a finding gets its status: whatever is not as in a good deployment is a failure. What belongs to a check
 * and is more than that says so itself.
 */
import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import type { Evidence, Finding, Observed } from './check.ts'

/** Passes when everything observed is good. */
export function judged(
  observed: Observed,
  words: { readonly good: string; readonly bad: string },
  more: Omit<Finding, 'status' | 'summary' | 'observed' | 'evidence'> & {
    readonly evidence: readonly Evidence[]
  },
): Finding {
  const isWell = deviations(observed).length === 0
  return { ...more, observed, status: isWell ? 'pass' : 'fail', summary: isWell ? words.good : words.bad }
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`

/** `200 app`, in words. */
export function inWords(result: string): string {
  if (result === 'closed') return 'the connection was closed without an answer'
  if (result === 'hangs') return 'no answer came'
  const answer = /^(\d{3}) (.*)$/.exec(result)
  if (answer === null) return result
  const [, status, author] = answer
  return author === 'nobody'
    ? `${status}, signed by nobody`
    : `${status} by ${NAMES[author as string] ?? author}`
}

const NAMES: Readonly<Record<string, string>> = { ...HOP_NAMES, app: 'the app', stub: 'something else' }
