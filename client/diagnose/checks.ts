/**
 * Everything the page asks of its deployment, as data, in the order in which it is told. What is seen is written in
 * the words of the catalogue, so that the same conclusions follow from it as from what the doctor sees.
 */

import type { Seen } from '../../protocol/witness.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import type { Observation, ObservedWords } from '../../proxy-configs/causes/observation.ts'
import type { Probe } from '../../proxy-configs/probes.ts'

export interface Check {
  readonly id: string
  /** The doctor's check that asks the same; undefined where it asks nothing like it. */
  readonly doctor?: string
  /** Checks of the same turn run side by side; browsers keep few connections to one host. */
  readonly turn: 1 | 2 | 3 | 4 | 5
  /** It takes at most so long; on top of what is watched, where it watches. */
  readonly seconds: number
  /** Skipped where no WebSocket opened. */
  readonly needsSocket?: true
  /** Skipped where pads open by links: it looks at what only a pad shows. */
  readonly needsPad?: true
  /** Only when somebody asks for it. */
  readonly watches?: true
}

export const CHECKS = [
  { id: 'page', doctor: 'D05', turn: 1, seconds: 20 },
  { id: 'health', doctor: 'D06', turn: 1, seconds: 10 },
  { id: 'clock', turn: 1, seconds: 10 },
  { id: 'plain', doctor: 'D07', turn: 1, seconds: 10 },
  { id: 'requests', doctor: 'D21', turn: 2, seconds: 30 },
  { id: 'upgrade', doctor: 'D08', turn: 2, seconds: 30 },
  { id: 'forwarding', doctor: 'D19', turn: 3, seconds: 5 },
  { id: 'round-trip', doctor: 'D11', turn: 3, seconds: 20, needsSocket: true, needsPad: true },
  { id: 'payload', doctor: 'D13', turn: 3, seconds: 20, needsSocket: true, needsPad: true },
  { id: 'together', doctor: 'D16', turn: 4, seconds: 30, needsSocket: true, needsPad: true },
  { id: 'caching', doctor: 'D23', turn: 4, seconds: 30 },
  { id: 'streaming', doctor: 'D22', turn: 4, seconds: 30 },
  { id: 'held', doctor: 'D15', turn: 4, seconds: 30, needsPad: true },
  { id: 'silence', doctor: 'D15', turn: 5, seconds: 25, needsPad: true, watches: true },
] as const satisfies readonly Check[]

export type CheckId = (typeof CHECKS)[number]['id']

/** What one check saw. */
export interface Finding {
  readonly observed: ObservedWords
  readonly took?: Observation['took']
  readonly brands?: readonly string[]
  readonly hops?: number | undefined
  readonly tells?: readonly string[]
  /** What the server says that came of the handshake. */
  readonly seen?: Seen | undefined
  /** Sentences may name these: milliseconds, seconds, counts. */
  readonly numbers?: Readonly<Record<string, number>>
  /** A WebSocket opened, by whichever of the two ways a page has. */
  readonly opened?: boolean
  /** What is missing without a pad's link, and so was not asked or not found out. */
  readonly lacksLink?: true
}

/** `unclear`: it could not be found out. */
export type Status = 'pass' | 'warn' | 'fail' | 'skip' | 'unclear'

export interface CheckResult {
  readonly id: CheckId
  readonly status: Status
  readonly finding: Finding
  readonly ms: number
}

/** Seconds by which a device's clock may be off before somebody should know. */
export const CLOCK_OFF = 120

export function statusOf(id: CheckId, finding: Finding): Status {
  if (deviations(finding.observed).length > 0) return 'fail'
  if (finding.lacksLink) return 'unclear'
  if (id === 'clock') {
    const off = finding.numbers?.off
    return off === undefined ? 'unclear' : Math.abs(off) > CLOCK_OFF ? 'warn' : 'pass'
  }
  return Object.keys(finding.observed).length === 0 ? 'unclear' : 'pass'
}

/**
 * What all of them saw, in one. Of what two say differently the first that is wrong is kept: it is the shorter look, and
 * a browser that sends a cut request again and again makes the longer one vague.
 */
export function observationOf(results: readonly CheckResult[], base: string): Observation {
  const words: Record<string, string> = {}
  const took: Record<string, number> = {}
  const isWrong = new Set<string>()
  for (const { finding } of results) {
    const wrong = new Set(deviations(finding.observed).map(([probe]) => probe as string))
    for (const [probe, word] of Object.entries(finding.observed)) {
      if (probe in words && (!wrong.has(probe) || isWrong.has(probe))) continue
      words[probe] = word
      const ms = finding.took?.[probe as Probe]
      if (ms !== undefined) took[probe] = ms
    }
    for (const probe of wrong) isWrong.add(probe)
  }
  const findings = results.map(({ finding }) => finding)
  const hops = findings.flatMap((finding) => finding.hops ?? [])
  return {
    results: words,
    took,
    brands: new Set(findings.flatMap((finding) => finding.brands ?? [])),
    hops: hops.length === 0 ? undefined : Math.max(...hops),
    tells: new Set(findings.flatMap((finding) => finding.tells ?? [])),
    isBelow: base !== '/',
    // A browser goes through its proxy without telling its pages.
    isThrough: 'unknown',
  }
}
