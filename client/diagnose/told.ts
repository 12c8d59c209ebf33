/**
 * The verdict and the findings in sentences, once, so that page and report say the same. Pure. What it means comes
 * first, then why, then what to do, and for whoever runs the server the lines to change.
 */

import type { Words } from '../../protocol/words/en.ts'
import type { DiagnoseWords } from '../../protocol/words/en-diagnose.ts'
import type { Cause } from '../../proxy-configs/causes/causes.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import { fixLinesOf } from '../../proxy-configs/causes/fix-lines.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { SYMPTOMS } from '../../proxy-configs/fault.ts'
import type { Probe } from '../../proxy-configs/probes.ts'
import { type Traced, witnessWords } from '../ui/witness-words.ts'
import { type CheckId, type CheckResult, CLOCK_OFF } from './checks.ts'
import type { Verdict } from './verdict.ts'

export interface FaultTold {
  readonly id: string
  readonly title: string
  readonly fix: string
  /** The difference to the good configuration; empty where no line is to blame. */
  readonly lines: readonly string[]
}

export interface CauseTold {
  readonly lead: string
  readonly faults: readonly FaultTold[]
}

export interface Told {
  readonly kind: Verdict['kind']
  readonly headline: string
  readonly means: string
  /** What the server saw, what is not as it should be: sentences, the plainest first. */
  readonly why: readonly string[]
  readonly causes: readonly CauseTold[]
  readonly todo: readonly string[]
  /** Of the suspected proxies, where the catalogue names no cause. */
  readonly fixes: readonly { readonly heading: string; readonly lines: readonly string[] }[]
}

/** More besides the first are a guess. */
const MAX_CAUSES = 2

export interface ToTell {
  readonly verdict: Verdict
  readonly observation: Observation
  readonly traced: Traced | undefined
  readonly deviceOnline: boolean
  /** Pads open by links alone, and the check had none. */
  readonly byLinks: boolean
}

export function tell(found: ToTell, say: DiagnoseWords, words: Words): Told {
  const { verdict, traced, deviceOnline, byLinks } = found
  const { kind, causes, wrong, websocket } = verdict
  const witness = websocket === 'blocked' && traced ? witnessWords(traced, words) : undefined
  const known = causes.slice(0, MAX_CAUSES)
  const symptom = known[0]?.faults[0]?.symptom
  const unexplained = known.length === 0 ? wrong : []
  return {
    kind,
    headline: kind === 'flawed' && websocket === 'unknown' ? say.flawedUnclear : say.headline[kind],
    // Of what is merely flawed the catalogue says best what people notice.
    means: kind === 'flawed' && symptom !== undefined ? SYMPTOMS[symptom] : say.means[kind],
    why: [
      ...(deviceOnline ? [] : [say.deviceOffline]),
      ...(witness ? [witness.sentence, ...witness.more] : []),
      ...(unexplained.length === 0 ? [] : [say.cause.none]),
      ...unexplained.map(([probe, word]) => `${sentence(probeTold(probe, word, say))}`),
      ...(byLinks ? [say.byLinks] : []),
    ],
    causes: known.map((cause, index) => causeTold(cause, index > 0, say)),
    todo: todoOf(found, say),
    fixes: known.length === 0 ? (witness?.fixes ?? []) : [],
  }
}

function todoOf({ verdict: { kind }, traced, byLinks }: ToTell, say: DiagnoseWords): readonly string[] {
  if (kind === 'well') return [say.forYouWell]
  if (kind === 'unclear') return [byLinks ? say.forYouByLinks : say.forYouUnclear]
  if (kind === 'unreachable') return [say.forYouUnreachable]
  const isBefore = (kind === 'by-http' || kind === 'not-live') && traced?.seen === false
  return isBefore ? [say.nearTheReader, say.forYou] : [say.forYou]
}

function causeTold({ confidence, faults }: Cause, isFurther: boolean, say: DiagnoseWords): CauseTold {
  const [first] = faults
  const lead =
    faults.length > 1 || first === undefined
      ? say.cause.oneOf(faults.length)
      : say.cause[confidence](titleOf(first, say))
  return {
    lead: isFurther ? `${say.cause.also} ${lead}` : lead,
    faults: faults.map((fault) => ({
      id: fault.id,
      title: titleOf(fault, say),
      fix: sentence(fault.fix),
      lines: fixLinesOf(fault),
    })),
  }
}

/** With the name of whose configuration it is, where the title does not begin with it. */
function titleOf({ title, culprit }: Cause['faults'][number], say: DiagnoseWords): string {
  const name = say.proxies[culprit]
  return name === undefined || title.toLowerCase().includes(culprit) ? title : `${name}: ${title}`
}

/** One probe and its word: `a request of 1.5 MB: 413, by nginx`. */
export function probeTold(probe: Probe, word: string, say: DiagnoseWords): string {
  const isStripped = word === '426 app' && probe.startsWith('handshake')
  return `${say.probe[probe]}: ${isStripped ? say.stripped : wordTold(word, say)}`
}

function wordTold(word: string, say: DiagnoseWords): string {
  const known = say.word[word]
  if (known !== undefined) return known
  if (word.startsWith('wrong ')) return say.forwardedWrong(word.slice('wrong '.length))
  const [, status, author] = /^(\d{3}) (\w+)$/.exec(word) ?? []
  return status === undefined || author === undefined ? word : say.status(status, say.by[author] ?? author)
}

const sentence = (text: string): string => {
  const begun = /^(nginx|\p{Ll}+_)/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?:`]$/.test(begun) ? begun : `${begun}.`
}

/** Follows from others, and would only repeat them. */
const FOLLOWS: ReadonlySet<string> = new Set(['no socket', 'no page'])

/** What one check found, in one sentence or a few. */
export function checkTold({ id, status, finding }: CheckResult, say: DiagnoseWords): string {
  const numbers = finding.numbers ?? {}
  if (status === 'skip') return finding.lacksLink ? say.skippedByLinks : say.skipped
  if (status === 'unclear') return finding.lacksLink ? say.unclearByLinks : say.unclear
  if (id === 'clock' && Math.abs(numbers.off ?? 0) > CLOCK_OFF) return say.clockOff(numbers.off ?? 0)
  if (status === 'pass' && id === 'requests' && finding.observed.large === undefined)
    return say.requestsByLinks
  if (status === 'pass') return say.check[id].good(numbers)
  const all = deviations(finding.observed)
  const handshake = id === 'upgrade' ? finding.observed['handshake-origin'] : undefined
  if (handshake !== undefined && finding.opened === false)
    return say.noWebSocket(handshake === '426 app' ? say.stripped : wordTold(handshake, say))
  if (handshake !== undefined && handshake !== '101') return say.strangerWithToken
  const own = all.filter(([probe, word]) => !FOLLOWS.has(word) && !isRepeated(probe, id))
  const told = (own.length === 0 ? all : own).map(([probe, word]) => sentence(probeTold(probe, word, say)))
  return numbers.after === undefined ? told.join(' ') : `${say.silenceCut(numbers.after)} ${told.join(' ')}`
}

/** Two words for one handshake, and what arrived of it: the row says the one people know. */
const isRepeated = (probe: Probe, id: CheckId): boolean =>
  id === 'upgrade' && (probe === 'handshake' || probe === 'residue')
