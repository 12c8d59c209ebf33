/** Facts of a server to which nothing has happened yet, for tests that let something happen. Tests only. */
import type { Facts } from './facts.ts'
import { createTally } from './tally.ts'

export const quietFacts = (some: Partial<Facts> = {}): Facts => ({
  version: '1.2.3',
  counts: createTally().read(),
  rooms: 0,
  admission: { seats: 0, denied: new Map(), unlistedProxies: new Map() },
  strippings: [],
  health: { ok: true },
  logBytes: 0,
  diskFree: undefined,
  process: {
    startedAt: 0,
    cpu: 0,
    residentBytes: 0,
    heapUsedBytes: 0,
    openFiles: undefined,
    loopDelay: { median: 0, p99: 0, max: 0 },
  },
  ...some,
})
