/**
 * A client that comes by now and then instead of staying connected, as a room sees it. It is counted among the
 * people and may speak for itself in the room; between its visits nothing is sent to it, it asks what is new.
 * How it comes and for how long it counts as here is not the room's business.
 */
import type { AwarenessEntry } from '../../protocol/awareness.ts'
import type { CloseReason } from '../../protocol/close-codes.ts'
import type { AcknowledgementFrame, Frame } from '../../protocol/frames.ts'
import type { Peer } from './peer.ts'

export interface Guest {
  /** Unique, and the same whenever it comes by. */
  readonly id: string
  /** As a peer's (peer.ts). */
  holds?(): boolean
  /** Something may be new; told once for all that happened in a tick. */
  stirred(): void
  /** The room has let it go. Visits under way may still become durable when the reason is `restart`. */
  ended(reason: CloseReason, detail: string): void
}

/** How far a guest has been told. */
export interface Position {
  /** Sequence of the last durable update it has. */
  readonly sequence: number
  /** The room in memory whose awareness it has; another one counts its versions anew. */
  readonly instance: string
  readonly awareness: number
}

export interface News {
  /** In order of sequence, the guest's own left out where authors are still known. */
  readonly updates: readonly Uint8Array[]
  readonly awareness: readonly AwarenessEntry[]
  /** Where the guest stands when it has all of this. */
  readonly position: Position
}

/** A guest's place in a room. After `leave`, or after the room let it go, it must not be used. */
export interface Stay {
  readonly generation: string
  position(): Position
  /** Hello and the server's step 1. */
  greeting(): readonly Uint8Array[]
  /** What came after a position; undefined when that is no longer known, and the guest must start anew. */
  news(position: Position): Promise<News | undefined>
  /**
   * Takes frames of one request, with a count of their own. `repeated` says that the same frames were sent
   * before, so that what they repeat is no sign of anything.
   */
  visit(caller: Pick<Peer, 'send' | 'close' | 'page' | 'readOnly' | 'mayBegin'>, repeated: boolean): Visit
  /** It has been silent for too long to be shown to others, though it may still be there. */
  fade(): void
  /** It will come back under another id, or on another connection, which may take its cursor over. */
  release(): void
  leave(): void
}

export interface Visit {
  /** As a peer's (peer.ts). */
  receive(frame: Frame): boolean
  /** Calls back, once, when everything entered is durable or waits for a predecessor; at once when it is so. */
  whenSettled(call: () => void): void
  /** What is applied and durable of the update-carrying frames of this visit. */
  acknowledgement(): AcknowledgementFrame
  /** Ends the visit; what still waits for a predecessor is dropped unacknowledged. */
  leave(): void
}
