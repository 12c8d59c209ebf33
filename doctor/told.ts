/**
 * From examinations, blame and causes to the words of the report. Everything a person reads first is decided here,
 * once, so that no two reports of one diagnosis say different things.
 */
import type { Cause } from '../proxy-configs/causes/causes.ts'
import { deviations } from '../proxy-configs/causes/deviations.ts'
import { fixLinesOf } from '../proxy-configs/causes/fix-lines.ts'
import type { Observation } from '../proxy-configs/causes/observation.ts'
import { SYMPTOMS } from '../proxy-configs/fault.ts'
import type { Blame } from './causes/blame.ts'
import type { CheckResult } from './checks/check.ts'
import { redactText } from './checks/redact.ts'
import { EXIT, type ExitCode } from './command.ts'
import type { Examination } from './examine.ts'
import {
  type CauseTold,
  type CheckTold,
  DIAGNOSIS_VERSION,
  type Diagnosis,
  type FaultTold,
  type HopTold,
  type Transport,
  type Verdict,
} from './report/diagnosis.ts'
import { drawLine } from './report/line.ts'
import { inFile } from './report/own-file.ts'

export interface Known {
  readonly version: string
  readonly at: string
  /** The address people ask first, then the hops, then the app itself. */
  readonly examinations: readonly [Examination, ...Examination[]]
  readonly hasDirect: boolean
  readonly blame: Blame | undefined
  readonly observation: Observation
  readonly causes: readonly Cause[]
  readonly isStrict: boolean
  readonly config: string | undefined
  /** Nothing of the causes stands in that configuration. */
  readonly isElsewhere: boolean
}

export function told(known: Known): Diagnosis {
  const { examinations, causes, observation, blame } = known
  const [front] = examinations
  const verdict = verdictOf(front)
  const transports = transportsOf(front)
  const firstWrong = front.results.find(({ status }) => status === 'fail' || status === 'warn')
  const hops = examinations.length > 1 ? hopsTold(known) : []
  const unknown = unknowns(known)
  return {
    version: DIAGNOSIS_VERSION,
    doctor: known.version,
    at: known.at,
    url: redactText(front.url.href),
    dialect: {
      name: front.recognised.dialect.name,
      title: front.recognised.dialect.title,
      why: front.recognised.why,
    },
    verdict,
    exit: exitOf(verdict, known.isStrict),
    headline: headlineOf(known, verdict, firstWrong),
    means: verdict === 'healthy' ? '' : meansOf(causes),
    causes: causes.map((cause) => causeTold(cause, known.config)),
    unknown,
    next: nextOf(known, verdict),
    line: drawLine({
      app: front.recognised.dialect.title,
      observation,
      cause: causes[0],
      verdict:
        verdict === 'healthy' || verdict === 'warnings' ? 'well' : front.isReached ? 'ill' : 'unreachable',
      transports,
      asked: hops.filter(({ role }) => role !== 'direct').map(({ url }) => hostOf(url)),
      blame,
      summary: firstWrong?.summary ?? '',
    }),
    observed: {
      results: front.observation.results,
      brands: [...front.observation.brands].sort(),
      hops: front.observation.hops ?? 0,
      tells: [...front.observation.tells].sort(),
    },
    transports,
    checks: front.results.map(checkTold),
    hops,
    pads: front.left,
  }
}

function verdictOf({ results, isReached, broke }: Examination): Verdict {
  if (broke) return 'broke'
  if (!isReached) return 'unreachable'
  if (results.some(({ status }) => status === 'fail')) return 'fault'
  const isUnclear = results.some(({ status }) => status === 'warn' || status === 'inconclusive')
  return isUnclear ? 'warnings' : 'healthy'
}

function exitOf(verdict: Verdict, isStrict: boolean): ExitCode {
  if (verdict === 'broke') return EXIT.internal
  if (verdict === 'unreachable') return EXIT.unreachable
  if (verdict === 'fault') return EXIT.found
  return verdict === 'warnings' && isStrict ? EXIT.warned : EXIT.ok
}

function transportsOf({ results, observation, recognised, isReached }: Examination): Diagnosis['transports'] {
  const { handshake, exchange } = observation.results
  const unasked: Transport = isReached ? 'unknown' : 'blocked'
  const talks = results.find(({ check }) => check.id === 'D11')?.status
  const websocket: Transport =
    handshake === undefined ? unasked : handshake === '101' && talks !== 'fail' ? 'works' : 'blocked'
  const { dialect } = recognised
  if (dialect.name !== 'holdfast' && dialect.polling === undefined) return { websocket, http: 'none' }
  return {
    websocket,
    http: exchange === undefined ? unasked : exchange === '200 app' ? 'works' : 'blocked',
  }
}

const unclearOf = ({ websocket }: Diagnosis['transports']): string =>
  websocket === 'works'
    ? 'It works, but not everything could be found out.'
    : 'No fault was found, but whether WebSocket works could not be found out.'

function headlineOf(known: Known, verdict: Verdict, firstWrong: CheckResult | undefined): string {
  const [cause] = known.causes
  const summary = firstWrong === undefined ? '' : sentence(firstWrong.summary)
  if (verdict === 'healthy') return 'Everything that was asked works.'
  if (verdict === 'broke') return 'The doctor itself broke; what it found until then stands below.'
  if (verdict === 'warnings' && summary === '') return unclearOf(transportsOf(known.examinations[0]))
  if (verdict === 'warnings') return summary
  const [fault, ...others] = cause?.faults ?? []
  if (fault === undefined) return summary
  const where = known.blame === undefined ? '' : `, at ${whereOf(known, known.blame)}`
  if (others.length === 0) return `${sentence(`${fault.title}${where}`)}`
  const more = others.length === 1 ? 'Another fault looks' : `${others.length} other faults look`
  return `${sentence(`${fault.title}${where}`)} ${more} the same from here.`
}

/** Names of programs and of directives stay as they are written. */
const sentence = (text: string): string => {
  const isWord = /^(?!nginx\b)[a-z]+[ ,]/.test(text)
  const begun = isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text
  return /[.?]$/.test(begun) ? begun : `${begun}.`
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? url

const whereOf = ({ examinations }: Known, { at }: Blame): string => examinations[at]?.url.host ?? ''

function meansOf(causes: readonly Cause[]): string {
  const fault = causes[0]?.faults[0]
  return fault === undefined ? '' : SYMPTOMS[fault.symptom]
}

function causeTold({ confidence, explains, faults }: Cause, config: string | undefined): CauseTold {
  return { confidence, explains, faults: faults.map((fault) => faultTold(fault, config)) }
}

function faultTold(fault: Cause['faults'][number], config: string | undefined): FaultTold {
  const { id, title, culprit, sees, fix } = fault
  const lines = fixLinesOf(fault)
  const own = config === undefined ? undefined : inFile(lines, config)
  const diffOf = own !== undefined ? 'file' : lines.length > 0 ? 'catalogue' : 'none'
  return { id, title, culprit, sees, fix, diff: own ?? lines, diffOf }
}

const checkTold = ({ check, status, summary, evidence, ms }: CheckResult): CheckTold => ({
  id: check.id,
  name: check.name,
  layer: check.layer,
  asks: check.asks,
  status,
  summary,
  evidence,
  ms,
})

function hopsTold({ examinations, hasDirect, blame }: Known): readonly HopTold[] {
  return examinations.map(({ url, observation }, index) => ({
    url: redactText(url.href),
    role: index === 0 ? 'front' : hasDirect && index === examinations.length - 1 ? 'direct' : 'hop',
    wrong: deviations(observation.results).map(([probe, word]) => `${probe}: ${word}`),
    guilty: blame?.at === index,
  }))
}

function unknowns(known: Known): readonly string[] {
  const { examinations, causes, observation, blame, hasDirect, isElsewhere } = known
  const [front] = examinations
  const found: string[] = []
  const wrong = deviations(observation.results).length > 0
  const hops = observation.hops ?? 0
  if (wrong && blame === undefined && examinations.length === 1) {
    const of = hops > 1 ? `one of ${hops} proxies` : 'the proxy or the app'
    const last = [...observation.brands].at(-1)
    const named = last === undefined ? '' : `; one of them signs as ${last}`
    found.push(
      `From outside it is ${of}${named}. To know which: --direct with the address of the app, --hop with that of each proxy.`,
    )
  }
  if (wrong && blame === undefined && examinations.length > 1) {
    found.push(
      hasDirect
        ? 'Asked directly the app fails in the same way: it is the app, or what all of them share.'
        : 'Every hop that was asked fails in the same way: it is the innermost one, or the app.',
    )
  }
  if (isElsewhere) {
    found.push(
      'Nothing of this stands in the configuration that was given: is it the one that is loaded, and of the hop at fault?',
    )
  } else if ((causes[0]?.faults.length ?? 0) > 1) {
    found.push('These faults cannot be told apart from outside; the configuration tells: --config FILE.')
  }
  const skipped = front.results.filter(({ check, status }) => check.id === 'D15' && status === 'skip')
  if (skipped.length > 0 && front.observation.results.handshake === '101') {
    found.push(
      'Whether a silent connection is cut was not watched: --soak 90 finds every timeout up to 90 s.',
    )
  }
  return found
}

function nextOf({ causes, examinations }: Known, verdict: Verdict): string {
  const [front] = examinations
  if (verdict === 'healthy') return 'Nothing to do.'
  if (verdict === 'broke') return 'Please report it, with the output of --json.'
  if (verdict === 'unreachable')
    return 'Start what should listen there, or correct the address; then ask again.'
  const fault = causes[0]?.faults[0]
  if (fault !== undefined) {
    const isInFile = fixLinesOf(fault).length > 0
    return `${sentence(fault.fix)} ${isInFile ? 'Then load the configuration anew and ask again.' : 'Then ask again.'}`
  }
  const first = front.results.find(({ status }) => status !== 'pass' && status !== 'skip')
  return first === undefined
    ? 'Ask again with -v.'
    : `Look at ${first.check.id} (${first.check.name}); -v shows what was sent and what came back.`
}
