/**
 * What came out of a diagnosis, as plain data: the one value from which every report is made. Its form is versioned,
 * because programs read it; docs/doctor-report.schema.json says the same for them.
 */
import type { Confidence } from '../../proxy-configs/causes/causes.ts'
import type { Evidence, Layer, Status } from '../checks/check.ts'
import type { ExitCode } from '../command.ts'

export const DIAGNOSIS_VERSION = 1

export type Verdict = 'healthy' | 'warnings' | 'fault' | 'unreachable' | 'broke'

export interface Diagnosis {
  readonly version: typeof DIAGNOSIS_VERSION
  /** Version of the program that looked. */
  readonly doctor: string
  /** ISO 8601. */
  readonly at: string
  readonly url: string
  readonly dialect: { readonly name: string; readonly title: string; readonly why: string }
  readonly verdict: Verdict
  readonly exit: ExitCode
  /** One sentence for whoever is stuck. */
  readonly headline: string
  /** What it means for people; empty when nothing is wrong. */
  readonly means: string
  readonly causes: readonly CauseTold[]
  /** What cannot be known from here, and what would tell. */
  readonly unknown: readonly string[]
  /** What to do next; the last line of a report. */
  readonly next: string
  readonly line: Line
  /** What was observed, in the words of the catalogue: no ids, no times. */
  readonly observed: {
    readonly results: Readonly<Record<string, string>>
    readonly brands: readonly string[]
    /** How many hops say whom they forward for; 0 when none does. */
    readonly hops: number
    readonly tells: readonly string[]
  }
  readonly transports: { readonly websocket: Transport; readonly http: Transport }
  readonly checks: readonly CheckTold[]
  /** Where along the way answers change, from the outside in; empty without --hop and --direct. */
  readonly hops: readonly HopTold[]
  /** Pads of the doctor's own: removed again, or left behind. */
  readonly pads: { readonly removed: readonly string[]; readonly stayed: readonly string[] }
}

export type Transport = 'works' | 'blocked' | 'unknown' | 'none'

export interface CauseTold {
  readonly confidence: Confidence
  /** Words of the catalogue's probes. */
  readonly explains: readonly string[]
  /** One; or several that nothing observed tells apart. */
  readonly faults: readonly FaultTold[]
}

export interface FaultTold {
  readonly id: string
  readonly title: string
  readonly culprit: string
  readonly sees: string
  readonly fix: string
  /** Way from broken to good, as a diff; of the caller's own file where one was given and the lines are in it. */
  readonly diff: readonly string[]
  readonly diffOf: 'catalogue' | 'file' | 'none'
}

export interface CheckTold {
  readonly id: string
  readonly name: string
  readonly layer: Layer
  readonly asks: string
  readonly status: Status
  readonly summary: string
  readonly evidence: readonly Evidence[]
  readonly ms: number
}

export interface HopTold {
  readonly url: string
  readonly role: 'front' | 'hop' | 'direct'
  /** What is not as in a good deployment, in the words of the catalogue. */
  readonly wrong: readonly string[]
  /** Asked here it fails, asked one further in it does not. */
  readonly guilty: boolean
}

/** The picture on top: nodes from the visitor to the app, and what is between each two. */
export interface Line {
  readonly nodes: readonly string[]
  /** One fewer than nodes. */
  readonly between: readonly ('proven' | 'unknown' | 'cut')[]
  /** What hangs from the cut. */
  readonly reason: string
  /** What still works: `live by HTTP`. */
  readonly still: string
}
