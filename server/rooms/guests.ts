/**
 * The guests of one room: who they are, and what is new for each. A guest is shown only what is durable: were
 * it shown more, a sequence lost in a crash would be given out twice, and it would never be told of the second.
 */
import type { CloseReason } from '../../protocol/close-codes.ts'
import type { Clock } from '../clock.ts'
import type { StoredDocument } from '../storage/storage.ts'
import type { Guest, News, Position, Stay, Visit } from './guest.ts'
import type { Peer } from './peer.ts'
import type { Presence } from './presence.ts'
import type { Recent } from './recent.ts'

export interface GuestsOptions {
  readonly generation: string
  /** Drawn for this room in memory. */
  readonly instance: string
}

export interface GuestsDeps {
  readonly presence: Presence<string>
  readonly recent: Recent
  readonly clock: Pick<Clock, 'endOfTick'>
  /** Sequence of the last durable update. */
  sequence(): number
  load(): Promise<StoredDocument>
  greeting(): readonly Uint8Array[]
  visit(peer: Peer, repeated: boolean): Visit
  /** The guest's cursor is gone; everyone is to be told. */
  gone(guest: string): void
  /** The last guest left. */
  empty(): void
}

export interface Guests {
  size(): number
  host(guest: Guest): Stay
  /** Something may be new for guests; they are told at the end of the tick. */
  stir(): void
  /** Ends all of them, or those that `who` chooses. */
  endAll(reason: CloseReason, detail: string, who?: (guest: Guest) => boolean): void
}

export function createGuests(options: GuestsOptions, deps: GuestsDeps): Guests {
  const { presence, recent } = deps
  const guests = new Set<Guest>()
  let stirring = false

  function host(guest: Guest): Stay {
    if (guests.size === 0) recent.begin(deps.sequence())
    guests.add(guest)
    return {
      generation: options.generation,
      position,
      greeting: deps.greeting,
      news: (from) => news(guest, from),
      visit: (caller, repeated) => deps.visit({ ...caller, id: guest.id, extended: true }, repeated),
      fade: () => deps.gone(guest.id),
      release: () => presence.release(guest.id),
      leave: () => {
        if (!guests.has(guest)) return
        remove(guest)
        if (guests.size === 0) deps.empty()
      },
    }
  }

  const position = (): Position => ({
    sequence: deps.sequence(),
    instance: options.instance,
    awareness: presence.version(),
  })

  async function news(guest: Guest, from: Position): Promise<News | undefined> {
    let to = deps.sequence()
    let updates = recent.after(from.sequence, guest.id)
    if (from.sequence > to) return undefined
    if (updates === undefined && from.sequence === to) updates = []
    if (updates === undefined) {
      const stored = await deps.load()
      if (stored.damage || from.sequence < stored.snapshotSequence) return undefined
      // The storage may be ahead of what the room was told; that comes with the next news.
      to = Math.min(stored.sequence, deps.sequence())
      const skip = (sequence: number) => sequence - stored.snapshotSequence
      updates = stored.updates.slice(skip(from.sequence), skip(to))
    }
    const known = from.instance === options.instance ? from.awareness : -1
    return {
      updates,
      awareness: presence.since(known, guest.id),
      position: { ...position(), sequence: to },
    }
  }

  function remove(guest: Guest): void {
    guests.delete(guest)
    if (guests.size === 0) recent.end()
    deps.gone(guest.id)
  }

  function stir(): void {
    if (stirring || guests.size === 0) return
    stirring = true
    deps.clock.endOfTick(() => {
      stirring = false
      for (const guest of guests) guest.stirred()
    })
  }

  function endAll(reason: CloseReason, detail: string, who: (guest: Guest) => boolean = () => true): void {
    for (const guest of [...guests].filter(who)) {
      remove(guest)
      guest.ended(reason, detail)
    }
    if (guests.size === 0) deps.empty()
  }

  return { size: () => guests.size, host, stir, endAll }
}
