/** Where one client's frames arrive in a room, and what is known of each of them. */
import type { UpdateSummary } from '../../protocol/update-scan.ts'
import type { Ledger } from './ledger.ts'
import type { Peer } from './peer.ts'

/** An update-carrying frame: what arrived, from whom, and its place in that peer's ledger. */
export interface Arrival {
  readonly seat: Seat
  readonly index: number
  readonly update: Uint8Array
  readonly summary: UpdateSummary
  /** A step 2 was made for the server alone and is never shown to others as it is. */
  readonly stepTwo: boolean
}

export interface Seat {
  readonly peer: Peer
  readonly ledger: Ledger
  held: Arrival[]
  /** Frames of a peer that may only read which would have changed something: they never settle. */
  refused: number
  /** Present on the seat of a visit, to which nothing is fanned out. */
  readonly visit?: { readonly repeated: boolean; settled: (() => void) | undefined }
}
