/**
 * The report for a person at a terminal: the line, one headline, then the layers in order, the lines that mend it,
 * and last what to do next. Evidence on demand. Pure: a diagnosis in, text out.
 */
import { LAYERS } from '../checks/check.ts'
import type { CauseTold, CheckTold, Diagnosis, FaultTold, Line } from './diagnosis.ts'
import { harmless, type Paper, painted, SIGNS, wrapped } from './paint.ts'

export interface HumanOptions extends Paper {
  /** With what was sent and what came back. */
  readonly verbose: boolean
}

const NAME_WIDTH = 14

export function human(diagnosis: Diagnosis, options: HumanOptions): string {
  const { headline, means, causes, unknown, next, checks, hops, line, pads } = diagnosis
  const isWell = diagnosis.verdict === 'healthy' || diagnosis.verdict === 'warnings'
  const text = (words: string) => wrapped(words, options.width)
  const parts: (readonly string[])[] = [
    lineDrawn(line, options),
    text(headline).map((each) => painted(each, isWell ? 'green' : 'red', { ...options })),
    means === '' ? [] : text(means),
    ...LAYERS.map((layer) => layerTold(layer, checks, options)),
    hops.length === 0 ? [] : ['hop by hop', ...hops.map((hop) => hopTold(hop))],
    ...causes.map((cause, index) => causeTold(cause, index, options)),
    unknown.flatMap((each) => wrapped(`Not known: ${each}`, options.width)),
    padsTold(pads, options),
    text(`Next: ${next}`),
  ]
  // The headline and what it means belong together.
  const [first = [], second = [], third = [], ...others] = parts
  return [first, [...second, ...third], ...others]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
    .concat('\n')
}

const BETWEEN = { proven: '──✓──', unknown: '┄┄?┄┄', cut: '──✕──' } as const

export function lineDrawn(line: Line, options: HumanOptions): readonly string[] {
  let drawn = ` ${line.nodes[0] ?? ''}`
  let cutAt = -1
  for (const [index, between] of line.between.entries()) {
    if (between === 'cut') cutAt = drawn.length + 3
    drawn += ` ${BETWEEN[between]} ${harmless(line.nodes[index + 1] ?? '')}`
  }
  const gap = options.width - drawn.length - line.still.length
  const picture = gap >= 2 && line.still !== '' ? `${drawn}${' '.repeat(gap)}${line.still}` : drawn
  if (cutAt === -1) return [picture]
  const room = options.width - cutAt - 3
  // Far to the right there is no room for words; then they hang from the beginning.
  const hanging = room < 24 ? [`${' '.repeat(cutAt)}│`, ...wrapped(line.reason, options.width, ' ')] : []
  if (hanging.length > 0) return [picture, ...hanging]
  const [first = '', ...others] = wrapped(line.reason, room)
  return [
    picture,
    `${' '.repeat(cutAt)}└─ ${first}`,
    ...others.map((each) => `${' '.repeat(cutAt + 3)}${each}`),
  ]
}

function layerTold(layer: string, checks: readonly CheckTold[], options: HumanOptions): readonly string[] {
  const mine = checks.filter((check) => check.layer === layer)
  return mine.length === 0 ? [] : [layer, ...mine.flatMap((check) => checkTold(check, options))]
}

function checkTold({ name, status, summary, evidence }: CheckTold, options: HumanOptions): readonly string[] {
  const [sign, colour] = SIGNS[status]
  const indent = ' '.repeat(4 + NAME_WIDTH)
  const [first = '', ...others] = wrapped(summary, options.width - indent.length)
  const words = [
    `  ${painted(sign, colour, options)} ${name.padEnd(NAME_WIDTH)}${first}`,
    ...others.map((each) => indent + each),
  ]
  if (!options.verbose) return words
  const proof = evidence.flatMap(({ sent, received, ms }) => [
    ...(sent === '' ? [] : wrapped(`> ${sent}`, options.width, '      ')),
    ...wrapped(`< ${received}${ms === undefined ? '' : ` (${ms} ms)`}`, options.width, '      '),
  ])
  return [...words, ...proof.map((each) => painted(each, 'grey', options))]
}

const ROLES = { front: 'what people ask', hop: 'a hop', direct: 'the app itself' } as const

function hopTold({ url, role, wrong, guilty }: Diagnosis['hops'][number]): string {
  const sign = wrong.length === 0 ? '✓' : guilty ? '✕' : '!'
  const state =
    wrong.length === 0 ? 'all good' : `${wrong.length} wrong${guilty ? ', and not behind it' : ''}`
  return `  ${sign} ${url} (${ROLES[role]}): ${state}`
}

const SHOWN_FAULTS = 1

function causeTold(
  { faults, confidence }: CauseTold,
  index: number,
  options: HumanOptions,
): readonly string[] {
  const shown = faults.slice(0, options.verbose ? undefined : SHOWN_FAULTS)
  const others = faults.slice(shown.length)
  const head = index === 0 ? 'Cause' : 'Also'
  const sureness = faults.length === 1 ? confidence : `one of ${faults.length} that look alike`
  return [
    ...shown.flatMap((fault, at) => [
      ...wrapped(`${at === 0 ? head : 'Or'} (${sureness}): ${fault.title} [${fault.id}]`, options.width),
      ...mendingTold(fault, options),
    ]),
    ...(others.length === 0
      ? []
      : wrapped(`Looks the same from here: ${others.map(({ id }) => id).join(', ')}`, options.width)),
  ]
}

function mendingTold({ fix, diff, diffOf }: FaultTold, options: HumanOptions): readonly string[] {
  const from = diffOf === 'file' ? 'In your file:' : 'Against a good configuration:'
  const lines = diff.map((line) => {
    const colour = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : undefined
    // A configuration is copied: its lines are not broken.
    const text = `  ${harmless(line)}`
    return colour === undefined ? text : painted(text, colour, options)
  })
  return [...wrapped(`Mend it: ${fix}`, options.width), ...(lines.length === 0 ? [] : [from, ...lines])]
}

function padsTold({ removed, stayed }: Diagnosis['pads'], { width }: HumanOptions): readonly string[] {
  if (removed.length + stayed.length === 0) return []
  const count = removed.length === 1 ? '1 pad' : `${removed.length} pads`
  const words =
    stayed.length === 0
      ? `To look, ${count} of the doctor’s own ${removed.length === 1 ? 'was' : 'were'} made and removed again.`
      : `The doctor wrote into these of its own and could not remove them: ${stayed.join(', ')}.`
  return wrapped(words, width)
}
