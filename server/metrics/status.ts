/**
 * What an operator is told, as one value: the page and the JSON of `/status` are both made from it. Pad ids and
 * addresses are left out here, in one place, unless the administrator asks. Which of all this needs somebody's
 * attention is decided here as well, by number; the sentences are protocol/words'.
 */
import { HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import { DENIALS, type DenialCode } from '../admission/denials.ts'
import type { Stripping } from '../witness/witness.ts'
import type { Facts } from './facts.ts'
import { quantile } from './histogram.ts'
import { type History, inMilliseconds, type Minute } from './history.ts'
import { LIMIT_CODES, refusalsByCode } from './metrics.ts'
import type { LoopDelay } from './process-facts.ts'
import { SIZE_LIMITS, type SizeLimit } from './tally.ts'

export interface Status {
  /** ISO 8601, as all times here. */
  readonly at: string
  readonly version: string
  readonly uptimeSeconds: number
  /** Whether pad ids and addresses are in this answer. */
  readonly administrator: boolean
  /** Clients now. */
  readonly transports: { readonly websocket: number; readonly exchange: number }
  readonly rooms: number
  readonly reconnects: { readonly total: number; readonly lastHour: number; readonly joinsLastHour: number }
  readonly stripped: readonly StrippedBy[]
  readonly limits: readonly Limit[]
  readonly unlistedProxies: {
    readonly count: number
    readonly addresses?: readonly { readonly address: string; readonly requests: number }[]
  }
  readonly saving: Saving
  readonly storage: {
    readonly writable: boolean
    readonly reason?: string
    readonly damaged: boolean
    /** Names pads: for the administrator. */
    readonly warning?: string
    readonly logBytes: number
    readonly diskFreeBytes: number | null
  }
  readonly process: {
    readonly residentBytes: number
    readonly heapUsedBytes: number
    readonly cpuSeconds: number
    readonly openFiles: number | null
    readonly eventLoopDelaySeconds: LoopDelay
  }
  readonly attention: readonly Attention[]
  /** For the administrator: pads with most people in them. */
  readonly pads?: readonly { readonly id: string; readonly people: number }[]
  /** The last 24 h at most, oldest first. */
  readonly minutes: readonly (Omit<Minute, 'at'> & { readonly at: string })[]
}

export type StrippedBy = Omit<Stripping, 'lastAt'> & { readonly name: string; readonly lastAt: string }

export interface Limit {
  readonly code: string
  /** The option that sets it; null where none does. */
  readonly option: string | null
  readonly total: number
  readonly lastHour: number
}

/** Over the last hour; milliseconds, each the bound within which so many of 100 edits were on the disk. */
export interface Saving {
  readonly updates: number
  readonly half: number | null
  readonly most: number | null
}

export const ATTENTION = [
  'storage-failing',
  'disk-low',
  'storage-damaged',
  'stripped',
  'proxies-unlisted',
  'origin-refused',
  'limit-reached',
  'saving-slow',
  'loop-late',
] as const
export type Attention = (typeof ATTENTION)[number]

export interface Asking {
  readonly now: number
  readonly administrator: boolean
  readonly facts: Facts
  readonly history: History
  occupied(): readonly { readonly id: string; readonly people: number }[]
}

const HOUR_MS = 60 * 60 * 1000
/** Less than this on the disk and a busy day may fill it. */
const DISK_LOW_BYTES = 1024 ** 3
/** People notice "Saving…" past it. */
const SAVING_SLOW_MS = 1000
/** Cursors of others begin to jump. */
const LOOP_LATE_S = 0.1
const PADS_SHOWN = 20

export function statusOf({ now, administrator, facts, history, occupied }: Asking): Status {
  const minutes = history.minutes(now, facts)
  const lastHour = minutes.filter(({ at }) => at > now - HOUR_MS)
  const { counts, admission, health, process } = facts
  const saving = history.saving(facts)
  const warning = health.ok ? health.warning : undefined
  const status: Omit<Status, 'attention'> = {
    at: iso(now),
    version: facts.version,
    uptimeSeconds: Math.max(0, Math.round(now / 1000 - process.startedAt)),
    administrator,
    transports: counts.peers,
    rooms: facts.rooms,
    reconnects: {
      total: counts.reconnects.websocket + counts.reconnects.exchange,
      lastHour: total(lastHour, ({ reconnects }) => reconnects),
      joinsLastHour: total(lastHour, ({ joins }) => joins),
    },
    stripped: facts.strippings.map((stripping) => ({
      ...stripping,
      name: HOP_NAMES[stripping.hop],
      lastAt: iso(stripping.lastAt),
    })),
    limits: limitsOf(facts, lastHour),
    unlistedProxies: {
      count: admission.unlistedProxies.size,
      ...(administrator && {
        addresses: [...admission.unlistedProxies].map(([address, requests]) => ({ address, requests })),
      }),
    },
    saving: {
      updates: saving.count,
      half: inMilliseconds(quantile(saving, 0.5)),
      most: inMilliseconds(quantile(saving, 0.95)),
    },
    storage: {
      writable: health.ok,
      ...(!health.ok && { reason: health.reason }),
      damaged: warning !== undefined,
      ...(administrator && warning !== undefined && { warning }),
      logBytes: facts.logBytes,
      diskFreeBytes: facts.diskFree ?? null,
    },
    process: {
      residentBytes: process.residentBytes,
      heapUsedBytes: process.heapUsedBytes,
      cpuSeconds: process.cpu,
      openFiles: process.openFiles ?? null,
      eventLoopDelaySeconds: process.loopDelay,
    },
    ...(administrator && {
      pads: [...occupied()].sort((a, b) => b.people - a.people).slice(0, PADS_SHOWN),
    }),
    minutes: minutes.map((minute) => ({ ...minute, at: iso(minute.at) })),
  }
  return { ...status, attention: ATTENTION.filter((what) => NEEDED[what](status)) }
}

const NEEDED: { readonly [what in Attention]: (status: Omit<Status, 'attention'>) => boolean } = {
  'storage-failing': ({ storage }) => !storage.writable,
  'disk-low': ({ storage }) => storage.diskFreeBytes !== null && storage.diskFreeBytes < DISK_LOW_BYTES,
  'storage-damaged': ({ storage }) => storage.damaged,
  stripped: ({ stripped }) => stripped.length > 0,
  'proxies-unlisted': ({ unlistedProxies }) => unlistedProxies.count > 0,
  'origin-refused': ({ limits }) => limits.some(({ code, lastHour }) => code === FOREIGN && lastHour > 0),
  'limit-reached': ({ limits }) => limits.some(({ code, lastHour }) => code !== FOREIGN && lastHour > 0),
  'saving-slow': ({ saving }) => (saving.most ?? 0) > SAVING_SLOW_MS,
  'loop-late': ({ process }) => process.eventLoopDelaySeconds.p99 >= LOOP_LATE_S,
}

const FOREIGN: DenialCode = 'foreign-origin'

function limitsOf(facts: Facts, lastHour: readonly Minute[]): readonly Limit[] {
  const totals = refusalsByCode(facts)
  return LIMIT_CODES.map((code) => ({
    code,
    option: optionOf(code) || null,
    total: totals[code] ?? 0,
    lastHour: total(lastHour, ({ refused }) => refused[code] ?? 0),
  }))
}

const optionOf = (code: string): string =>
  code in DENIALS ? DENIALS[code as DenialCode][2] : SIZE_LIMITS[code as SizeLimit]

const total = (minutes: readonly Minute[], read: (minute: Minute) => number): number =>
  minutes.reduce((sum, minute) => sum + read(minute), 0)

const iso = (at: number): string => new Date(at).toISOString()
