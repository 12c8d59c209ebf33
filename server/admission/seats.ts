/**
 * How many connections there are: in total, for each pad, from each address. A connection is a WebSocket, or a
 * client that comes by request, for as long as it counts as here. Refuses to know either.
 */
import { Denied } from './denials.ts'
import type { Visitor } from './visitors.ts'

export interface SeatLimits {
  readonly total: number
  readonly perPad: number
  readonly perAddress: number
}

export interface Seats {
  /** Takes one; the answer gives it back. Throws Denied. */
  take(visitor: Visitor, padId: string): () => void
  taken(): number
}

/** People leave all the time: soon enough to try again, and not so soon that trying is a load. */
const FULL_MS = 5_000

export function createSeats(limits: SeatLimits): Seats {
  const byAddress = new Map<string, number>()
  const byPad = new Map<string, number>()
  let total = 0

  const isFull = (counts: Map<string, number>, key: string, limit: number) => (counts.get(key) ?? 0) >= limit

  return {
    taken: () => total,
    take: (visitor, padId) => {
      const perAddress = limits.perAddress * visitor.times
      if (total >= limits.total) {
        throw new Denied(
          'server-full',
          `This server takes ${limits.total} connections. Come back soon.`,
          FULL_MS,
        )
      }
      if (isFull(byPad, padId, limits.perPad)) {
        throw new Denied('pad-full', `A pad takes ${limits.perPad} connections. Come back soon.`, FULL_MS)
      }
      if (isFull(byAddress, visitor.name, perAddress)) {
        throw new Denied(
          'address-full',
          `One address may hold ${perAddress} connections, and ${visitor.name} does. Close some of them.`,
          FULL_MS,
        )
      }
      total += 1
      count(byAddress, visitor.name, 1)
      count(byPad, padId, 1)
      let held = true
      return () => {
        if (!held) return
        held = false
        total -= 1
        count(byAddress, visitor.name, -1)
        count(byPad, padId, -1)
      }
    },
  }
}

function count(counts: Map<string, number>, key: string, change: number): void {
  const now = (counts.get(key) ?? 0) + change
  if (now > 0) counts.set(key, now)
  else counts.delete(key)
}
