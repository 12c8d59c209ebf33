/**
 * One attached client as a room sees it. A WebSocket is a peer, an exchange over HTTP is a guest (guest.ts); a
 * room never learns what carries either.
 */
import type { CloseReason } from '../../protocol/close-codes.ts'
import type { Frame } from '../../protocol/frames.ts'

export interface Peer {
  /** For log lines: unique within the process. */
  readonly id: string
  /**
   * What all connections of one page have in common and nobody else can know, when the page said it: the page
   * may go on speaking for itself over another connection at once.
   */
  readonly page?: string | undefined
  /** Whether it asked for the extension frames (hello, ping, pong, acknowledgement). */
  readonly extended: boolean
  /** Hands frames over in order; never waits. A peer that reads too slowly closes itself. */
  send(frames: readonly Uint8Array[]): void
  close(reason: CloseReason, detail: string): void
  /** It may read and be seen; what it sends of the document is refused. */
  readonly readOnly?: boolean
  /** Whether it may still be here: asked after the links of the pad changed. */
  holds?(): boolean
  /** Asked before it brings a pad into being: what to close it with when it may not. */
  mayBegin?(): string | undefined
}

/** A peer's place in a room. Calls after `leave` do nothing. */
export interface Membership {
  /** Whether the frame told anything: awareness that speaks for others or comes too late does not. */
  receive(frame: Frame): boolean
  leave(): void
}
