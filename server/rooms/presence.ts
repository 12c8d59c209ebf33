/**
 * Who is in a room: the latest awareness state of each client, and which peer speaks for it. y-websocket
 * clients send back every awareness change they are shown, so most of what arrives is foreign (it speaks for a
 * client that another peer owns) or stale (its clock is not ahead) and is dropped here, before it costs
 * anything. What a state means is unknown here.
 *
 * A peer owns the first client it speaks for. Others it speaks for it only relays (tabs of one browser talk
 * over BroadcastChannel), and whoever announces such a client as its own takes it over. An owner that has not
 * been heard for a while can be replaced too: its line is dead and its user has come back on another.
 */
import { type AwarenessEntry, isAcceptableState } from '../../protocol/awareness.ts'
import { MAX_AWARENESS_CLIENTS_PER_PEER } from '../../protocol/limits.ts'

const GONE = 'null'
/** y-websocket renews its state every 15 s; an owner that missed that renewal may be replaced. */
const SILENT_OWNER_MS = 20_000
/** How long the clock of a client that left is remembered, so that a late echo does not bring it back. */
const REMEMBER_GONE_MS = 60_000

interface Claim<P> {
  readonly peer: P
  readonly own: boolean
  readonly clock: number
  readonly state: string
  readonly heardAt: number
}

export interface Presence<P> {
  /** Takes over what the peer may say; answers what changed, to be shown to everyone, the sender included. */
  receive(peer: P, entries: readonly AwarenessEntry[]): AwarenessEntry[]
  /** Everyone who is here, for a peer that joins. */
  all(): AwarenessEntry[]
  /** The peer is gone: answers the removals, to be shown to the others. */
  leave(peer: P): AwarenessEntry[]
}

export function createPresence<P>(now: () => number): Presence<P> {
  const claims = new Map<number, Claim<P>>()
  const gone = new Map<number, { readonly clock: number; readonly at: number }>()
  const clientsOf = new Map<P, Set<number>>()

  function receive(peer: P, entries: readonly AwarenessEntry[]): AwarenessEntry[] {
    const accepted = entries.filter((entry) => accept(peer, entry))
    forgetGone()
    return accepted
  }

  function accept(peer: P, entry: AwarenessEntry): boolean {
    const spoken = clientsOf.get(peer) ?? new Set<number>()
    const claim = claims.get(entry.client)
    const own = claim?.peer === peer ? claim.own : spoken.size === 0
    if (claim && claim.peer !== peer && !mayReplace(claim, own)) return false
    const clock = claim?.clock ?? gone.get(entry.client)?.clock ?? -1
    if (entry.state === GONE) {
      if (!claim || entry.clock < clock) return false
      remove(entry.client, claim, entry.clock)
      return true
    }
    if (entry.clock <= clock || !isAcceptableState(entry.state)) return false
    if (!spoken.has(entry.client) && spoken.size >= MAX_AWARENESS_CLIENTS_PER_PEER) return false
    if (claim) clientsOf.get(claim.peer)?.delete(entry.client)
    clientsOf.set(peer, spoken.add(entry.client))
    gone.delete(entry.client)
    claims.set(entry.client, { peer, own, clock: entry.clock, state: entry.state, heardAt: now() })
    return true
  }

  const mayReplace = (claim: Claim<P>, own: boolean) =>
    own && (!claim.own || now() - claim.heardAt >= SILENT_OWNER_MS)

  function remove(client: number, claim: Claim<P>, clock: number): void {
    claims.delete(client)
    clientsOf.get(claim.peer)?.delete(client)
    gone.set(client, { clock, at: now() })
  }

  function forgetGone(): void {
    for (const [client, { at }] of gone) {
      if (now() - at < REMEMBER_GONE_MS) break
      gone.delete(client)
    }
  }

  function leave(peer: P): AwarenessEntry[] {
    const removals: AwarenessEntry[] = []
    for (const client of clientsOf.get(peer) ?? []) {
      const claim = claims.get(client)
      if (!claim) continue
      remove(client, claim, claim.clock)
      removals.push({ client, clock: claim.clock, state: GONE })
    }
    clientsOf.delete(peer)
    return removals
  }

  const all = () => Array.from(claims, ([client, { clock, state }]) => ({ client, clock, state }))

  return { receive, all, leave }
}
