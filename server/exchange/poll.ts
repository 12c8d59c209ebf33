/**
 * Waits for what is new to one client: answered at once when there is something, else held until there is, the
 * time is over, the room lets the client go, or the server stops.
 */

import type { CloseReason } from '../../protocol/close-codes.ts'
import type { Clock } from '../clock.ts'
import type { News, Position } from '../rooms/guest.ts'
import type { Call } from './call.ts'
import type { Lease } from './leases.ts'
import { type Refusal, refusalOf } from './refusals.ts'

/** Ends after which a client does not come back. */
const STAYS: readonly CloseReason[] = ['deleted', 'damaged', 'linkRevoked']

/** `undefined` when the position is no longer known. Throws Refusal when the pad is gone for this client. */
export async function poll(
  from: Position,
  waitMs: number,
  { lease, call, clock }: { readonly lease: Lease; readonly call: Call; readonly clock: Clock },
): Promise<News | undefined> {
  let news: News = { updates: [], awareness: [], position: from }
  let over = false
  let refusal: Refusal | undefined
  const stopListening = lease.listen({
    stirred: call.raise,
    ended: (reason, detail) => {
      over = true
      // Only what stays so is a refusal; after anything else the client comes back with its cursor.
      if (STAYS.includes(reason)) refusal = refusalOf(reason, detail)
      call.raise()
    },
  })
  const timer = clock.after(waitMs, () => {
    over = true
    call.raise()
  })
  try {
    for (let first = true; ; first = false) {
      if (refusal) throw refusal
      if (call.isOver() || (over && !first)) return news
      const next = over ? news : await lease.stay.news(news.position)
      if (!next) return undefined
      news = next
      if (news.updates.length > 0 || news.awareness.length > 0) return news
      if (waitMs === 0) return news
      await call.raised()
    }
  } finally {
    timer.cancel()
    stopListening()
  }
}
