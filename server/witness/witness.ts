/**
 * The server as a witness: what arrived of each handshake is judged, kept for a minute under its nonce, and
 * stripped ones are counted by the hop that is suspected. In memory of this process alone: of several nodes
 * behind one address, only the one that saw a handshake can tell. Knows no pads and keeps no addresses of
 * clients beside the nonce.
 */

import { HOP_NAMES, type Hop } from '../../protocol/proxy-fixes.ts'
import { type ArrivedRequest, type Residue, residueOf, withoutAddresses } from '../../protocol/residue.ts'
import { type Judgement, judgeResidue, type Suspect } from '../../protocol/suspects.ts'
import {
  isNonce,
  NONCE_PARAMETER,
  SEEN_MS,
  type Seen,
  type SeenHandshake,
  type TakenFor,
} from '../../protocol/witness.ts'
import { createHourly } from '../hourly.ts'
import type { Log } from '../log.ts'

export interface WitnessOptions {
  /** Handshakes remembered at once; the oldest makes room. */
  readonly capacity?: number
}

export interface WitnessDeps {
  readonly clock: { now(): number }
  readonly log: Log
}

/** As much of a request as a witness looks at. */
export interface WitnessedRequest extends ArrivedRequest {
  readonly url?: string | undefined
  readonly socket: { readonly remoteAddress?: string | undefined }
}

export interface Witnessed extends Judgement {
  readonly arrived: Residue
}

export interface Witness {
  /** Judges what arrived and remembers it; `visitor` as the admission has it, `upgraded` when the answer is 101. */
  saw(request: WitnessedRequest, visitor: TakenFor, upgraded: boolean): Witnessed
  seen(nonce: string): Seen
  /** Stripped handshakes since the start, by the hop suspected most. */
  stripped(): ReadonlyMap<Hop, number>
  /** The same by hop and cause, with what mends it; the latest first. */
  strippings(): readonly Stripping[]
}

export interface Stripping extends Suspect {
  /** Handshakes since the start. */
  readonly count: number
  /** Milliseconds since 1970 of the last one. */
  readonly lastAt: number
  /** Of the last one: more than one proxy left a trace. */
  readonly furtherOut: boolean
}

const DEFAULT_CAPACITY = 10_000

type Kept = Omit<SeenHandshake, 'at'> & { readonly since: number }

export function createWitness(options: WitnessOptions, deps: WitnessDeps): Witness {
  const { capacity = DEFAULT_CAPACITY } = options
  const { clock, log } = deps
  const handshakes = new Map<string, Kept>()
  const hourly = createHourly(clock)
  /** As many as there are hops times causes. */
  const strippings = new Map<string, Stripping>()

  function saw(request: WitnessedRequest, visitor: TakenFor, upgraded: boolean): Witnessed {
    const arrived = residueOf(request)
    const judgement = judgeResidue(arrived)
    const nonce = nonceOf(request.url)
    if (nonce !== undefined)
      remember({
        nonce,
        seen: true,
        upgraded,
        ...judgement,
        arrived: withoutAddresses(arrived),
        visitor,
        since: clock.now(),
      })
    if (judgement.verdict === 'stripped') count(judgement, arrived, request.socket.remoteAddress ?? '')
    return { ...judgement, arrived }
  }

  function remember(handshake: Kept): void {
    // Deleted first, so that the map stays in order of time.
    handshakes.delete(handshake.nonce)
    handshakes.set(handshake.nonce, handshake)
    for (const [nonce, { since }] of handshakes) {
      if (handshakes.size <= capacity && handshake.since - since < SEEN_MS) break
      handshakes.delete(nonce)
    }
  }

  function count({ suspects, furtherOut }: Judgement, arrived: Residue, source: string): void {
    const suspect = suspects[0]
    if (suspect === undefined) return
    const { hop, cause, confidence, fix } = suspect
    const known = strippings.get(`${hop} ${cause}`)
    const total = (stripped().get(hop) ?? 0) + 1
    strippings.set(`${hop} ${cause}`, {
      ...suspect,
      furtherOut,
      count: (known?.count ?? 0) + 1,
      lastAt: clock.now(),
    })
    if (!hourly.isFirst(`${source} ${hop} ${cause}`)) return
    log.warn('websocket.stripped', {
      source,
      hop: HOP_NAMES[hop],
      cause,
      confidence,
      fix: fix.join(' '),
      via: arrived.via ?? undefined,
      furtherOut,
      total,
    })
  }

  function seen(nonce: string): Seen {
    const kept = handshakes.get(nonce)
    if (kept === undefined || clock.now() - kept.since >= SEEN_MS) return { nonce, seen: false }
    const { since, ...told } = kept
    return { ...told, at: new Date(since).toISOString() }
  }

  function stripped(): ReadonlyMap<Hop, number> {
    const counts = new Map<Hop, number>()
    for (const { hop, count } of strippings.values()) counts.set(hop, (counts.get(hop) ?? 0) + count)
    return counts
  }

  return {
    saw,
    seen,
    stripped,
    strippings: () => [...strippings.values()].sort((a, b) => b.lastAt - a.lastAt),
  }
}

/** A nonce that is none is passed over: a parameter for diagnosis must not keep anybody from a pad. */
function nonceOf(target: string | undefined): string | undefined {
  // Only the query matters; the host in this URL stands for none.
  const nonce = URL.parse(target ?? '', 'http://host.invalid')?.searchParams.get(NONCE_PARAMETER)
  return nonce !== null && nonce !== undefined && isNonce(nonce) ? nonce : undefined
}
