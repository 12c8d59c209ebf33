/**
 * What a check is: data that says what it asks, what it stands on and how long it may take, and a small function
 * that looks. A finding is plain data; who prints it, and which cause it speaks for, is decided elsewhere.
 */
import type { Probe, Results } from '../../proxy-configs/probes.ts'
import type { Site } from './site.ts'

export const LAYERS = ['address', 'TLS', 'HTTP', 'WebSocket', 'app', 'time', 'people'] as const
export type Layer = (typeof LAYERS)[number]

export type Status = 'pass' | 'warn' | 'fail' | 'skip' | 'inconclusive'

/** What a later check stands on, and an earlier one lays. */
export const GROUNDS = {
  address: 'an address of the name',
  connection: 'a connection that opens',
  'TLS address': 'an https address',
  answer: 'an answer over HTTP',
  socket: 'a WebSocket that opens',
  talk: 'a WebSocket over which the app answers',
} as const satisfies Record<string, string>
export type Ground = keyof typeof GROUNDS

/** What somebody has to ask for. */
export const WISHES = {
  soak: 'add --soak SECONDS to watch what happens to a silent connection',
  'two-user': 'add --two-user to let two people write into a pad of their own',
  writes: 'it makes a pad of its own and removes it again; leave --read-only away',
  witness: 'only a Holdfast server tells what arrived',
  pads: 'only known of Holdfast',
  access:
    'pads open by links here; add --header "Authorization: Bearer TOKEN" with the administrator’s token',
  yjs: 'only known of Yjs servers',
  polling: 'the app is not known to have a transport by polling',
  page: 'the app has no page that is known',
  health: 'the app has no health address that is known',
} as const satisfies Record<string, string>
export type Wish = keyof typeof WISHES

export interface Check {
  readonly id: CheckId
  readonly name: string
  readonly layer: Layer
  /** One sentence. */
  readonly asks: string
  readonly needs: readonly Ground[]
  readonly wants: readonly Wish[]
  /** Checks of the same turn run side by side. */
  readonly turn: 1 | 2 | 3 | 4 | 5
  /** At most so long, in seconds; the soak comes on top where it is waited for. */
  readonly seconds: number
}

export type CheckId = `D${string}`

export interface Evidence {
  readonly sent: string
  readonly received: string
  readonly ms?: number
}

/** What is known, in the words of the catalogue; what is not known is not in it. */
export type Observed = { readonly [P in Probe]?: Results[P] }
export type Took = { readonly [P in Probe]?: number }

/** What tells faults apart beside the words. */
export interface Marks {
  /** Proxies that signed something. */
  readonly brands?: readonly string[]
  /** How many hops told the app whom they forward for. */
  readonly hops?: number
  /** What a refusal asks of the visitor. */
  readonly tells?: readonly string[]
}

export interface Finding {
  readonly status: Exclude<Status, 'skip'>
  /** One sentence. */
  readonly summary: string
  readonly evidence: readonly Evidence[]
  readonly observed?: Observed
  readonly took?: Took
  readonly marks?: Marks
  readonly grounds?: readonly Ground[]
}

export type Look = (site: Site) => Promise<Finding>

export interface CheckResult extends Omit<Finding, 'status' | 'grounds'> {
  readonly check: Check
  readonly status: Status
  readonly ms: number
}
