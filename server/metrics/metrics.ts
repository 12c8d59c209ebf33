/**
 * Every metric of this server as data: its name, which stays, what it says, its labels and how it is read from the
 * facts. Exposition, the table in docs/operations/monitoring.md and the check of the alert rules are made from it.
 * No label tells a pad, a person or an address.
 */
import { ACCESS_CODES, DENIALS } from '../admission/denials.ts'
import type { Facts } from './facts.ts'
import type { Measured } from './histogram.ts'
import { HANDSHAKE_OUTCOMES, SIZE_LIMITS, TRANSPORTS } from './tally.ts'

export interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

interface About {
  readonly name: string
  readonly help: string
  /** By label, what it can be; a sentence where it is not a list. */
  readonly labels?: Readonly<Record<string, readonly string[] | string>>
}

export type Metric = About &
  (
    | { readonly kind: 'counter' | 'gauge'; read(facts: Facts): readonly Sample[] }
    | { readonly kind: 'histogram'; read(facts: Facts): Measured }
  )

/** Every limit by its stable code, those of rate and number first. */
export const LIMIT_CODES = [
  ...Object.keys(DENIALS).filter((code) => !ACCESS_CODES.includes(code)),
  ...Object.keys(SIZE_LIMITS),
]

const one = (value: number): readonly Sample[] => [{ value }]
const some = (value: number | undefined): readonly Sample[] => (value === undefined ? [] : one(value))
const by = (label: string, values: Readonly<Record<string, number>>): readonly Sample[] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }))

/** Refusals by code, also where there was none yet: a series that appears late hides its first step from rate(). */
export const refusalsByCode = ({ admission, counts }: Facts): Readonly<Record<string, number>> => ({
  ...Object.fromEntries(LIMIT_CODES.map((code) => [code, 0])),
  ...Object.fromEntries(admission.denied),
  ...counts.overSize,
})

export const strippedIn = ({ strippings }: Facts): number =>
  strippings.reduce((sum, { count }) => sum + count, 0)

export const METRICS: readonly Metric[] = [
  {
    name: 'holdfast_build_info',
    kind: 'gauge',
    help: 'Always 1; the version is in the label.',
    labels: { version: 'as in package.json' },
    read: ({ version }) => [{ labels: { version }, value: 1 }],
  },
  {
    name: 'holdfast_peers',
    kind: 'gauge',
    help: 'Clients that are in a pad now.',
    labels: { transport: TRANSPORTS },
    read: ({ counts }) => by('transport', counts.peers),
  },
  {
    name: 'holdfast_joins_total',
    kind: 'counter',
    help: 'Clients that took a seat in a pad.',
    labels: { transport: TRANSPORTS },
    read: ({ counts }) => by('transport', counts.joins),
  },
  {
    name: 'holdfast_reconnects_total',
    kind: 'counter',
    help: 'Joins of a page of Holdfast that had been connected before, changes of transport included.',
    labels: { transport: TRANSPORTS },
    read: ({ counts }) => by('transport', counts.reconnects),
  },
  {
    name: 'holdfast_rooms',
    kind: 'gauge',
    help: 'Pads in memory, those included that nobody is in any more and that will be dropped in a moment.',
    read: ({ rooms }) => one(rooms),
  },
  {
    name: 'holdfast_handshakes_total',
    kind: 'counter',
    help: 'WebSocket handshakes by what became of them; stripped ones arrived without their upgrade.',
    labels: { outcome: [...HANDSHAKE_OUTCOMES, 'stripped'] },
    read: (facts) => by('outcome', { ...facts.counts.handshakes, stripped: strippedIn(facts) }),
  },
  {
    name: 'holdfast_stripped_handshakes_total',
    kind: 'counter',
    help: 'Handshakes that arrived without their upgrade, by the proxy suspected most and what it does.',
    labels: {
      hop: 'nginx, apache, squid, haproxy, caddy, varnish or unknown',
      cause: 'mechanism, as in the witness’s answer',
    },
    read: ({ strippings }) =>
      strippings.map(({ hop, cause, count }) => ({ labels: { hop, cause }, value: count })),
  },
  {
    name: 'holdfast_refusals_total',
    kind: 'counter',
    help: 'What a limit refused, by the stable code of the refusal.',
    labels: { code: LIMIT_CODES },
    read: (facts) => by('code', refusalsByCode(facts)),
  },
  {
    name: 'holdfast_unlisted_proxies',
    kind: 'gauge',
    help: 'Addresses that send X-Forwarded-For from a private network and are not in HOLDFAST_TRUSTED_PROXIES.',
    read: ({ admission }) => one(admission.unlistedProxies.size),
  },
  {
    name: 'holdfast_updates_total',
    kind: 'counter',
    help: 'Updates that rooms took in.',
    read: ({ counts }) => one(counts.updates),
  },
  {
    name: 'holdfast_update_bytes_total',
    kind: 'counter',
    help: 'Bytes of these updates.',
    read: ({ counts }) => one(counts.updateBytes),
  },
  {
    name: 'holdfast_acknowledgement_seconds',
    kind: 'histogram',
    help: 'From the moment a room took an update to the moment it was on the disk.',
    read: ({ counts }) => counts.acknowledgements,
  },
  {
    name: 'holdfast_commit_seconds',
    kind: 'histogram',
    help: 'One write and fsync of the log, for all pads that had something. Failed ones are not counted.',
    read: ({ counts }) => counts.commits,
  },
  {
    name: 'holdfast_storage_writable',
    kind: 'gauge',
    help: '1 while the disk takes writes, 0 while it does not: nothing is acknowledged then.',
    read: ({ health }) => one(health.ok ? 1 : 0),
  },
  {
    name: 'holdfast_storage_damaged',
    kind: 'gauge',
    help: '1 when something stored could not be read; the log and /status say what.',
    read: ({ health }) => one(health.ok && health.warning !== undefined ? 1 : 0),
  },
  {
    name: 'holdfast_log_bytes',
    kind: 'gauge',
    help: 'Bytes of the log on the disk; snapshots of pads are beside it.',
    read: ({ logBytes }) => one(logBytes),
  },
  {
    name: 'holdfast_disk_free_bytes',
    kind: 'gauge',
    help: 'Bytes that are left on the disk of the data folder. Missing without a disk.',
    read: ({ diskFree }) => some(diskFree),
  },
  {
    name: 'holdfast_event_loop_delay_seconds',
    kind: 'gauge',
    help: 'How late the event loop came within the last whole minute; 1 is the worst.',
    labels: { quantile: ['0.5', '0.99', '1'] },
    read: ({ process: { loopDelay } }) =>
      by('quantile', { '0.5': loopDelay.median, '0.99': loopDelay.p99, '1': loopDelay.max }),
  },
  {
    name: 'process_start_time_seconds',
    kind: 'gauge',
    help: 'When the process began, in seconds since 1970.',
    read: ({ process }) => one(process.startedAt),
  },
  {
    name: 'process_cpu_seconds_total',
    kind: 'counter',
    help: 'Processor time, user and system.',
    read: ({ process }) => one(process.cpu),
  },
  {
    name: 'process_resident_memory_bytes',
    kind: 'gauge',
    help: 'Memory of the process that is in RAM.',
    read: ({ process }) => one(process.residentBytes),
  },
  {
    name: 'process_heap_bytes',
    kind: 'gauge',
    help: 'JavaScript heap in use.',
    read: ({ process }) => one(process.heapUsedBytes),
  },
  {
    name: 'process_open_fds',
    kind: 'gauge',
    help: 'Open file descriptors, sockets included. Missing where the system does not tell.',
    read: ({ process }) => some(process.openFiles),
  },
]
