/**
 * From what came over the wire to the words of the catalogue, and to the sentences of evidence. For apps that are
 * not Holdfast, their own good answers count as the ones that Holdfast would give, so that one catalogue serves all.
 */
import { AUTHOR_BYTES, authorOf } from '../../proxy-configs/author.ts'
import { type Answer, type Author, GOOD } from '../../proxy-configs/probes.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Outcome } from '../wire/ask.ts'
import type { Shaken } from '../wire/handshake.ts'
import { headerIn } from '../wire/http-head.ts'
import type { Evidence } from './check.ts'
import { redactHeaders, redactText } from './redact.ts'

export const textOf = (outcome: Extract<Outcome, { is: 'answered' }>): string =>
  outcome.body.bytes.subarray(0, AUTHOR_BYTES).toString('utf8')

export function authorIn(outcome: Extract<Outcome, { is: 'answered' }>, dialect: Dialect): Author {
  const text = textOf(outcome)
  const { headers } = outcome
  const author = authorOf({
    text,
    contentType: headerIn(headers, 'content-type'),
    server: headerIn(headers, 'server'),
  })
  // Of other apps nobody knows every answer: what no proxy signed is theirs.
  if (author === 'nobody' && dialect.name !== 'holdfast' && text !== '') return 'app'
  return author
}

/** A status and its author, or that there is none. */
export function answerOf(outcome: Outcome, dialect: Dialect): Answer {
  if (outcome.is === 'unanswered') return outcome.failure.code === 'timed-out' ? 'hangs' : 'closed'
  return `${outcome.status} ${authorIn(outcome, dialect)}`
}

/** The app's own answer to the bare socket path. */
export function isPlainAnswer(outcome: Outcome, dialect: Dialect): boolean {
  if (outcome.is === 'unanswered' || authorIn(outcome, dialect) !== 'app') return false
  const { plain } = dialect
  return plain === undefined
    ? outcome.status >= 200 && outcome.status < 500
    : outcome.status === plain.status && plain.says.test(textOf(outcome))
}

export const plainWord = (outcome: Outcome, dialect: Dialect): Answer =>
  isPlainAnswer(outcome, dialect) ? GOOD['socket-path'] : answerOf(outcome, dialect)

/** A handshake that got what a plain GET gets was stripped of its upgrade, whatever the app says to that. */
export function handshakeWord({ outcome }: Shaken, plain: Outcome, dialect: Dialect): '101' | Answer {
  if (outcome.is === 'answered' && outcome.status === 101) return '101'
  const isKnown = dialect.plain !== undefined && isPlainAnswer(outcome, dialect)
  if (isKnown || isSame(outcome, plain, dialect)) return plainWord(plain, dialect)
  return answerOf(outcome, dialect)
}

/** Status, author and words are the same; times and ids in a body may differ. */
function isSame(one: Outcome, other: Outcome, dialect: Dialect): boolean {
  if (one.is === 'unanswered' || other.is === 'unanswered') return false
  if (dialect.name === 'holdfast') return false
  const bare = (outcome: Extract<Outcome, { is: 'answered' }>) =>
    textOf(outcome).replace(/[0-9a-f]{6,}|\d+/gi, '#')
  return answerOf(one, dialect) === answerOf(other, dialect) && bare(one) === bare(other)
}

/** Any answer of the app itself. */
export function fromApp(outcome: Outcome, dialect: Dialect, good: Answer): Answer {
  const is =
    outcome.is === 'answered' &&
    dialect.name !== 'holdfast' &&
    outcome.status < 400 &&
    authorIn(outcome, dialect) === 'app'
  return is ? good : answerOf(outcome, dialect)
}

const EXCERPT = 160

export function evidenceOf(sent: string, outcome: Outcome): Evidence {
  const ms = Math.round(outcome.ms)
  if (outcome.is === 'unanswered') return { sent: redactText(sent), received: outcome.failure.message, ms }
  const told = redactHeaders(outcome.headers)
    .filter(([name]) => TOLD.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}`)
  const text = textOf(outcome).replace(/\s+/g, ' ').trim().slice(0, EXCERPT)
  const printable = /\p{Cc}|\ufffd/u.test(text) ? `${outcome.body.bytes.length} bytes` : redactText(text)
  const head = `${outcome.status} ${outcome.reason}`.trim()
  return {
    sent: redactText(sent),
    received: [head, ...told, ...(printable === '' ? [] : [printable])].join(' · '),
    ms,
  }
}

/** Headers that speak of hops, of caches, or of what is wanted instead. */
const TOLD = new Set([
  'server',
  'via',
  'x-cache',
  'x-varnish',
  'x-squid-error',
  'age',
  'location',
  'www-authenticate',
  'content-type',
  'retry-after',
  'upgrade',
  'connection',
  'sec-websocket-accept',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
])
