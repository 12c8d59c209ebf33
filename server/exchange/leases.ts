/**
 * For how long a client that comes by request counts as here: a short time after each request, and as long as
 * one is held. Who has been silent for longer is shown to nobody any more. All of this can be lost at any
 * moment and is made anew at the next request; what must not be lost is in the cursor.
 */
import type { CloseReason } from '../../protocol/close-codes.ts'
import { EXCHANGE_LEASE_MS } from '../../protocol/limits.ts'
import type { Pass } from '../access/access.ts'
import type { Admission } from '../admission/admission.ts'
import type { Flow } from '../admission/flow.ts'
import type { Visitor } from '../admission/visitors.ts'
import type { Clock, Timer } from '../clock.ts'
import type { AttendanceDeps } from '../metrics/attendance.ts'
import { attend, noTraffic, type Traffic } from '../metrics/attendance.ts'
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
  /** What this client may send. */
  readonly flow: Flow
  readonly received: Traffic
  readonly sent: Traffic
  /** Answers how to stop listening. */
  listen(listener: Listener): () => void
  /** The client goes on elsewhere. */
  release(): void
  /** The request is over; from now on the client is silent. */
  giveBack(): void
}

export interface Leases {
  /** For the time of one request. Rejects with PadError, or Denied where admission has no seat. */
  take(asking: Asking): Promise<Lease>
}

export interface Asking {
  readonly padId: string
  readonly guest: string
  readonly generation: string | undefined
  readonly visitor: Visitor
  readonly pass: Pass
  /** What its page calls itself, when it does. */
  readonly page: string | undefined
  /** Takes a seat in the pad, and answers how to give it back. */
  sit(): () => void
}

interface Held extends Lease {
  hasEnded(): boolean
  use(pass: Pass): void
}

export interface LeasesDeps extends AttendanceDeps {
  readonly rooms: Pick<Rooms, 'host'>
  readonly admission: Pick<Admission, 'flow'>
  readonly clock: Clock
}

export function createLeases(deps: LeasesDeps): Leases {
  const { rooms, admission, clock } = deps
  const leases = new Map<string, Promise<Held>>()

  async function take(asking: Asking): Promise<Lease> {
    const { guest, generation } = asking
    for (;;) {
      const lease = await (leases.get(guest) ?? start(asking))
      if (lease.hasEnded()) continue
      if (generation !== undefined && generation !== lease.stay.generation) {
        throw new PadError('generation-mismatch', 'the copy of this client belongs to another generation')
      }
      lease.use(asking.pass)
      return lease
    }
  }

  function start(asking: Asking): Promise<Held> {
    const lease = begin(asking)
    leases.set(asking.guest, lease)
    lease.catch(() => leases.delete(asking.guest))
    return lease
  }

  async function begin(asking: Asking): Promise<Held> {
    const { padId, guest: id, generation, visitor, pass: first, page, sit } = asking
    const standUp = sit()
    const listeners = new Set<Listener>()
    let over: { readonly reason: CloseReason; readonly detail: string } | undefined
    let requests = 0
    /** What the newest request of this client may do. */
    let pass = first
    let timer: Timer | undefined
    let leaseMs = EXCHANGE_LEASE_MS

    const guest: Guest = {
      id,
      holds: () => pass.holds(),
      stirred: () => {
        for (const listener of [...listeners]) listener.stirred()
      },
      ended: (reason, detail) => {
        end(reason, detail)
        for (const listener of [...listeners]) listener.ended(reason, detail)
      },
    }
    const stay = await rooms.host(padId, guest, generation).catch((failure: unknown) => {
      standUp()
      throw failure
    })

    const traffic = { received: noTraffic(), sent: noTraffic() }
    const attendance = attend(
      { transport: 'exchange', pad: padId, peer: id, address: visitor.name, page, extended: true },
      traffic,
      deps,
    )

    function end(reason: CloseReason, detail: string): void {
      attendance.left({ by: 'server', reason, detail })
      over = { reason, detail }
      timer?.cancel()
      leases.delete(id)
      standUp()
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
      ...traffic,
      stay,
      flow: admission.flow(visitor),
      hasEnded: () => over !== undefined,
      use: (now) => {
        pass = now
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
