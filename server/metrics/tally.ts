/**
 * What the server counts while it works: plain numbers, so that counting costs nothing where every edit passes.
 * Whatever can be asked when somebody wants to know (rooms, seats, the disk) is not counted here. Knows no pad, no
 * address and no text of anybody.
 */
import { createHistogram, type Measured } from './histogram.ts'

export const TRANSPORTS = ['websocket', 'exchange'] as const
export type Transport = (typeof TRANSPORTS)[number]

/** What became of a WebSocket handshake that reached this server whole; stripped ones are the witness's to count. */
export const HANDSHAKE_OUTCOMES = [
  'upgraded',
  'foreign',
  'no-link',
  'limited',
  'malformed',
  'stopping',
] as const
export type HandshakeOutcome = (typeof HANDSHAKE_OUTCOMES)[number]

/** Limits of size, which no rate or seat decides, and the option of each. */
export const SIZE_LIMITS = {
  'frame-too-large': 'HOLDFAST_LIMIT_FRAME',
  'body-too-large': 'HOLDFAST_LIMIT_BODY',
  'slow-reader': 'HOLDFAST_LIMIT_BUFFERED',
} as const
export type SizeLimit = keyof typeof SIZE_LIMITS

export interface Tally {
  /** A client took its seat. `page` is what all connections of one page have in common, when the page said it. */
  joined(transport: Transport, page: string | undefined): void
  left(transport: Transport): void
  handshake(outcome: HandshakeOutcome): void
  /** A room took an update of so many bytes. */
  updated(bytes: number): void
  /** An update became durable so many milliseconds after the room took it. */
  acknowledged(milliseconds: number): void
  /** A commit begins; what this answers is to be called when it is on the disk. */
  committing(): () => void
  overSize(limit: SizeLimit): void
  read(): Counts
}

export interface Counts {
  readonly peers: { readonly [T in Transport]: number }
  readonly joins: { readonly [T in Transport]: number }
  /** Joins of a page that had been here before, on another connection. */
  readonly reconnects: { readonly [T in Transport]: number }
  readonly handshakes: { readonly [O in HandshakeOutcome]: number }
  readonly overSize: { readonly [L in SizeLimit]: number }
  readonly updates: number
  readonly updateBytes: number
  /** Seconds. */
  readonly acknowledgements: Measured
  /** Seconds. */
  readonly commits: Measured
}

/** Seconds. The shortest answer is a commit window (5 ms) and an fsync; past 10 s nobody believes "saving". */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Pages remembered, so that one that comes back is known; the longest unseen is forgotten first. */
const MAX_PAGES = 10_000

/** `now` is in milliseconds, from any beginning, and finer than a millisecond. */
export function createTally(now: () => number = () => performance.now()): Tally {
  const peers = { websocket: 0, exchange: 0 }
  const joins = { websocket: 0, exchange: 0 }
  const reconnects = { websocket: 0, exchange: 0 }
  const handshakes = { upgraded: 0, foreign: 0, 'no-link': 0, limited: 0, malformed: 0, stopping: 0 }
  const overSize = { 'frame-too-large': 0, 'body-too-large': 0, 'slow-reader': 0 }
  const acknowledgements = createHistogram(BOUNDS)
  const commits = createHistogram(BOUNDS)
  const pages = new Set<string>()
  let updates = 0
  let updateBytes = 0

  /** Whether the page was here before. */
  function remember(page: string): boolean {
    // Deleted first, so that the set is in the order of the last join.
    const known = pages.delete(page)
    pages.add(page)
    if (pages.size > MAX_PAGES) for (const oldest of pages) return pages.delete(oldest) && known
    return known
  }

  return {
    joined: (transport, page) => {
      peers[transport] += 1
      joins[transport] += 1
      if (page !== undefined && remember(page)) reconnects[transport] += 1
    },
    left: (transport) => {
      peers[transport] -= 1
    },
    handshake: (outcome) => {
      handshakes[outcome] += 1
    },
    updated: (bytes) => {
      updates += 1
      updateBytes += bytes
    },
    acknowledged: (milliseconds) => acknowledgements.observe(milliseconds / 1000),
    committing: () => {
      const began = now()
      return () => commits.observe((now() - began) / 1000)
    },
    overSize: (limit) => {
      overSize[limit] += 1
    },
    read: () => ({
      peers: { ...peers },
      joins: { ...joins },
      reconnects: { ...reconnects },
      handshakes: { ...handshakes },
      overSize: { ...overSize },
      updates,
      updateBytes,
      acknowledgements: acknowledgements.read(),
      commits: commits.read(),
    }),
  }
}
