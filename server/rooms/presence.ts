/**
 * Who is in a room: the latest awareness state of each client, and which peer speaks for it. y-websocket
 * clients send back every awareness change they are shown, so most of what arrives is foreign (it speaks for a
 * client that another peer owns) or stale (its clock is not ahead) and is dropped here, before it costs
 * anything. What a state means is unknown here.
 *
 * A peer owns the first client it speaks for. Others it speaks for it only relays (tabs of one browser talk
 * over BroadcastChannel), and whoever announces such a client as its own takes it over. An owner that has not
 * been heard for a while can be replaced too: its line is dead and its user has come back on another. A page
 * that names itself (Peer.page) moves between its connections without that wait.
 *
 * Every change has a version, so that whoever comes by now and then can be told what is new since.
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
  readonly page: string | undefined
  readonly heardAt: number
  readonly version: number
  /** Its peer is about to go: whoever announces the client as its own takes it over, with the same clock too. */
  readonly released: boolean
}

export interface Presence<P> {
  /** Takes over what the peer may say; answers what changed, to be shown to everyone, the sender included. */
  receive(peer: P, entries: readonly AwarenessEntry[], page?: string): AwarenessEntry[]
  /** Everyone who is here, for a peer that joins. */
  all(): AwarenessEntry[]
  /** The peer is gone: answers the removals, to be shown to the others. */
  leave(peer: P): AwarenessEntry[]
  /** The peer's user comes back on another connection in a moment, which may take its clients over. */
  release(peer: P): void
  /** Rises with every change. */
  version(): number
  /** What changed after a version, removals included, but for what `peer` itself says. */
  since(version: number, peer: P): AwarenessEntry[]
}

export function createPresence<P>(now: () => number): Presence<P> {
  const claims = new Map<number, Claim<P>>()
  const gone = new Map<number, { readonly clock: number; readonly at: number; readonly version: number }>()
  const clientsOf = new Map<P, Set<number>>()
  let version = 0

  function receive(peer: P, entries: readonly AwarenessEntry[], page?: string): AwarenessEntry[] {
    const accepted = entries.filter((entry) => accept(peer, entry, page))
    forgetGone()
    return accepted
  }

  function accept(peer: P, entry: AwarenessEntry, page: string | undefined): boolean {
    const spoken = clientsOf.get(peer) ?? new Set<number>()
    const claim = claims.get(entry.client)
    const own = claim?.peer === peer ? claim.own : spoken.size === 0
    const moves = claim !== undefined && claim.peer !== peer && (claim.released || isSame(claim.page, page))
    if (claim && claim.peer !== peer && !moves && !mayReplace(claim, own)) return false
    const clock = claim?.clock ?? gone.get(entry.client)?.clock ?? -1
    if (entry.state === GONE) {
      if (!claim || entry.clock < clock) return false
      remove(entry.client, claim, entry.clock)
      return true
    }
    const ahead = entry.clock > clock || (moves && entry.clock === clock)
    if (!ahead || !isAcceptableState(entry.state)) return false
    if (!spoken.has(entry.client) && spoken.size >= MAX_AWARENESS_CLIENTS_PER_PEER) return false
    if (claim) clientsOf.get(claim.peer)?.delete(entry.client)
    clientsOf.set(peer, spoken.add(entry.client))
    gone.delete(entry.client)
    version += 1
    claims.set(entry.client, {
      peer,
      own,
      clock: entry.clock,
      state: entry.state,
      page,
      heardAt: now(),
      version,
      released: false,
    })
    return true
  }

  const mayReplace = (claim: Claim<P>, own: boolean) =>
    own && (!claim.own || now() - claim.heardAt >= SILENT_OWNER_MS)

  function remove(client: number, claim: Claim<P>, clock: number): void {
    claims.delete(client)
    clientsOf.get(claim.peer)?.delete(client)
    version += 1
    gone.set(client, { clock, at: now(), version })
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

  function release(peer: P): void {
    for (const client of clientsOf.get(peer) ?? []) {
      const claim = claims.get(client)
      if (claim) claims.set(client, { ...claim, released: true })
    }
  }

  function since(after: number, peer: P): AwarenessEntry[] {
    const changed: AwarenessEntry[] = []
    for (const [client, claim] of claims) {
      if (claim.version > after && claim.peer !== peer) {
        changed.push({ client, clock: claim.clock, state: claim.state })
      }
    }
    for (const [client, left] of gone) {
      if (left.version > after) changed.push({ client, clock: left.clock, state: GONE })
    }
    return changed
  }

  const all = () => Array.from(claims, ([client, { clock, state }]) => ({ client, clock, state }))

  return { receive, all, leave, release, version: () => version, since }
}

const isSame = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one === other
