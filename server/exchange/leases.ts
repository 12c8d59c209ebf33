/**
 * For how long a client that comes by request counts as here: a short time after each request, and as long as
 * one is held. Who has been silent for longer is shown to nobody any more. All of this can be lost at any
 * moment and is made anew at the next request; what must not be lost is in the cursor.
 */
import type { CloseReason } from '../../protocol/close-codes.ts'
import { EXCHANGE_LEASE_MS } from '../../protocol/limits.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Guest, Stay } from '../rooms/guest.ts'
import { PadError } from '../rooms/pads.ts'
import type { Rooms } from '../rooms/rooms.ts'

/** For a client that said it goes on elsewhere: long enough to be taken over there without vanishing. */
const RELEASED_MS = 5_000

export interface Listener {
  stirred(): void
  /** Called at once when it has ended before. */
  ended(reason: CloseReason, detail: string): void
}

export interface Lease {
  readonly stay: Stay
  /** Answers how to stop listening. */
  listen(listener: Listener): () => void
  /** The client goes on elsewhere. */
  release(): void
  /** The request is over; from now on the client is silent. */
  giveBack(): void
}

export interface Leases {
  /** For the time of one request. Rejects with PadError. */
  take(padId: string, guest: string, generation: string | undefined): Promise<Lease>
}

interface Held extends Lease {
  hasEnded(): boolean
  use(): void
}

export function createLeases(deps: { readonly rooms: Pick<Rooms, 'host'>; readonly clock: Clock }): Leases {
  const { rooms, clock } = deps
  const leases = new Map<string, Promise<Held>>()

  async function take(padId: string, guest: string, generation: string | undefined): Promise<Lease> {
    for (;;) {
      const lease = await (leases.get(guest) ?? start(padId, guest, generation))
      if (lease.hasEnded()) continue
      if (generation !== undefined && generation !== lease.stay.generation) {
        throw new PadError('generation-mismatch', 'the copy of this client belongs to another generation')
      }
      lease.use()
      return lease
    }
  }

  function start(padId: string, guest: string, generation: string | undefined): Promise<Held> {
    const lease = begin(padId, guest, generation)
    leases.set(guest, lease)
    lease.catch(() => leases.delete(guest))
    return lease
  }

  async function begin(padId: string, id: string, generation: string | undefined): Promise<Held> {
    const listeners = new Set<Listener>()
    let over: { readonly reason: CloseReason; readonly detail: string } | undefined
    let requests = 0
    let timer: Timer | undefined
    let leaseMs = EXCHANGE_LEASE_MS

    const guest: Guest = {
      id,
      stirred: () => {
        for (const listener of [...listeners]) listener.stirred()
      },
      ended: (reason, detail) => {
        end(reason, detail)
        for (const listener of [...listeners]) listener.ended(reason, detail)
      },
    }
    const stay = await rooms.host(padId, guest, generation)

    function end(reason: CloseReason, detail: string): void {
      over = { reason, detail }
      timer?.cancel()
      leases.delete(id)
    }

    function renew(): void {
      timer?.cancel()
      timer = over ? undefined : clock.after(leaseMs, silent)
    }

    function silent(): void {
      timer = undefined
      if (requests > 0) {
        stay.fade()
        return
      }
      end('goingAway', 'the client was silent')
      stay.leave()
    }

    return {
      stay,
      hasEnded: () => over !== undefined,
      use: () => {
        requests += 1
        leaseMs = EXCHANGE_LEASE_MS
        renew()
      },
      listen: (listener) => {
        listeners.add(listener)
        if (over) listener.ended(over.reason, over.detail)
        return () => listeners.delete(listener)
      },
      release: () => {
        leaseMs = RELEASED_MS
        stay.release()
      },
      giveBack: () => {
        requests -= 1
        renew()
      },
    }
  }

  return { take }
}
