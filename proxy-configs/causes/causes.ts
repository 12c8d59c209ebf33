/**
 * From what was observed to the faults of the catalogue that do this. Nothing here knows a single fault: one is a
 * candidate when everything it is known to change was observed so, as far as it was observed at all; the more it
 * explains, and the better the marks of proxies agree, the further in front it stands. Equal ones are one cause with
 * several names.
 */
import type { Fault } from '../fault.ts'
import { goodOf, isForward, isProxy } from '../hop.ts'
import type { Probe } from '../probes.ts'
import { deviations, isGood } from './deviations.ts'
import type { Observation } from './observation.ts'
import { mayBe } from './vague.ts'

export type Confidence = 'certain' | 'likely' | 'possible'

export interface Cause {
  /** Most suspect first; more than one when nothing observed tells them apart. */
  readonly faults: readonly Fault[]
  readonly confidence: Confidence
  /** What it explains, in the words of the catalogue. */
  readonly explains: readonly Probe[]
}

/** How one fault fits; compared from the first number on, and less is better. */
interface Fit {
  readonly fault: Fault
  readonly explains: readonly Probe[]
  readonly rank: readonly number[]
  readonly contradicted: number
}

/** More causes than this at once is a guess. */
const MAX_CAUSES = 3

export function causesOf(observation: Observation, faults: readonly Fault[]): readonly Cause[] {
  const causes: Cause[] = []
  let open = new Map(deviations(observation.results))
  while (open.size > 0 && causes.length < MAX_CAUSES) {
    const cause = bestCause(observation, open, faults, causes.length > 0)
    if (cause === undefined) break
    causes.push(cause)
    open = new Map([...open].filter(([probe]) => !cause.explains.includes(probe)))
  }
  return causes
}

function bestCause(
  observation: Observation,
  open: ReadonlyMap<Probe, string>,
  faults: readonly Fault[],
  isFurther: boolean,
): Cause | undefined {
  const fits = faults.flatMap((fault) => {
    const fit = fitOf(fault, observation, open)
    // A further cause has to agree with everything; a first one may be the nearest there is.
    const isEnough = fit.explains.length > 0 && (fit.contradicted === 0 || !isFurther)
    return isEnough && fit.explains.length > fit.contradicted ? [fit] : []
  })
  const [first, ...others] = fits.sort((a, b) => compare(a.rank, b.rank))
  if (first === undefined) return undefined
  const equal = [first, ...others.filter((fit) => compare(fit.rank, first.rank) === 0)]
  return {
    faults: equal.map(({ fault }) => fault),
    confidence: confidenceOf(first, open),
    explains: first.explains,
  }
}

function confidenceOf({ contradicted, explains, rank }: Fit, open: ReadonlyMap<Probe, string>): Confidence {
  if (contradicted > 0) return 'possible'
  const marksAgree = (rank[MARKS_AT] as number) <= 3
  return explains.length === open.size && marksAgree ? 'certain' : 'likely'
}

const MARKS_AT = 2

function fitOf(fault: Fault, observation: Observation, open: ReadonlyMap<Probe, string>): Fit {
  const { results, took } = observation
  // What happens to a hop at some moment catches a held request, or does not.
  const varies = new Set<string>([
    ...(fault.varies ?? []),
    ...(fault.way.meanwhile === undefined ? [] : ['held']),
  ])
  const changed = (Object.entries(fault.expect) as [Probe, string][]).filter(
    ([probe, word]) => !isGood(probe, word),
  )
  const known = changed.filter(([probe]) => results[probe] !== undefined)
  const explains = known.filter(([probe, word]) => open.has(probe) && agrees(word, results[probe] as string))
  const contradicted = known.filter(
    ([probe, word]) => !varies.has(probe) && !agrees(word, results[probe] as string),
  )
  // What is a matter of chance here may be so or not.
  const chance = [...open.keys()].filter((probe) => varies.has(probe) && !(probe in fault.expect))
  const tooFast = Object.entries(fault.takes ?? {}).filter(
    ([probe, least]) => (took[probe as Probe] ?? Number.POSITIVE_INFINITY) < least,
  )
  const misses = contradicted.length + tooFast.length
  return {
    fault,
    explains: [...explains.map(([probe]) => probe), ...chance],
    contradicted: misses,
    rank: [
      misses,
      open.size - explains.length - chance.length,
      marksAgainst(fault, observation),
      // What was not looked at speaks neither way; a fault that needs less of it is the plainer one.
      changed.length - known.length,
    ],
  }
}

/** Of a login or a maintenance page nobody knows the words. */
const agrees = (expected: string, observed: string): boolean =>
  expected === observed || expected.replace(/ stub$/, ' nobody') === observed || mayBe(expected, observed)

function marksAgainst(fault: Fault, observation: Observation): number {
  const { hops, tells, place, isBelow, isThrough = false } = observation
  const proxies = fault.way.hops.filter(isProxy)
  const count = place?.of ?? hops
  const hopsOff = count === undefined || proxies.length === 0 ? 0 : Math.abs(count - proxies.length)
  const broken = proxies.findIndex((hop) => (hop.edits ?? []).length > 0)
  const placeOff = place !== undefined && proxies.length > 1 && broken !== -1 && broken !== place.at
  const expected: readonly string[] = fault.tells ?? []
  const hasForward = fault.way.hops.some(isForward)
  const tellsOff =
    expected.filter((tell) => !tells.has(tell)).length + (expected.length === 0 ? tells.size : 0)
  return (
    8 *
      (tellsOff + pathAgainst(fault, isBelow) + Number(isThrough !== 'unknown' && isThrough !== hasForward)) +
    4 * brandsAgainst(fault, observation) +
    2 * Number(placeOff) +
    Math.min(hopsOff, 1)
  )
}

/** A fault of a path cannot be at the root; below a path it is likelier than one that is everywhere. */
function pathAgainst({ way }: Fault, isBelow: boolean | undefined): number {
  if (isBelow === undefined) return 0
  const hasPath = way.hops.some((hop) => isProxy(hop) && hop.subPath !== undefined)
  if (hasPath) return isBelow ? 0 : 1
  return isBelow ? 0.125 : 0
}

/** How many marks are there that should not be, and the other way round. */
function brandsAgainst({ way, culprit }: Fault, { brands, results }: Observation): number {
  // Where nothing was answered nobody could sign.
  if (!Object.values(results).some((word) => /^\d{3}/.test(word))) return 0
  const signed = signatureOf(way)
  const missing = [...signed].filter((brand) => !brands.has(brand)).length
  const foreign = [...brands].filter((brand) => !signed.has(brand)).length
  // The mark of the culprit itself weighs more than those of its neighbours.
  return missing + foreign + (signed.has(culprit) && !brands.has(culprit) ? 1 : 0)
}

/**
 * Which proxies sign an answer that went this way: nginx puts its name over that of whoever stands behind it, Apache
 * signs what nobody signed, HAProxy signs nothing, and the others add their names.
 */
export function signatureOf({ hops }: Fault['way']): ReadonlySet<string> {
  let server: string | undefined
  const added = new Set<string>()
  for (const hop of hops.filter(isProxy).reverse()) {
    const { proxy } = goodOf(hop)
    if (proxy === 'nginx') server = proxy
    else if (proxy === 'apache') server ??= proxy
    else if (proxy !== 'haproxy') added.add(proxy)
    // It tells the server behind it its name, which is asked there, too.
    if (proxy === 'apache') added.add(proxy)
  }
  return new Set([...added, ...(server === undefined ? [] : [server])])
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] as number
    if (value !== other) return value - other
  }
  return 0
}
