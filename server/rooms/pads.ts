/**
 * What the HTTP side needs of the pads: their records, their content as bytes, and the few changes a person
 * can ask for without an editor. The one implementation is rooms.ts; http/ knows only this shape.
 */
import type { PadLinks, PadRecord } from '../storage/storage.ts'

/** The content of a pad at one moment. */
export interface PadState {
  /** Generation of the document; undefined when the pad has not come into being. */
  readonly generation: string | undefined
  /** Sequence of the last durable update contained in `update`. */
  readonly sequence: number
  /** One Yjs v1 update with the whole document; `00 00` for an empty one. Shared: never written to. */
  readonly update: Uint8Array
  /** One sentence when the stored pad is damaged and `update` is only its last good state. */
  readonly damage: string | undefined
}

export interface Pads {
  /** Every pad, deleted ones included, in no order. */
  records(): IterableIterator<PadRecord>
  record(padId: string): PadRecord | undefined
  /** How many peers are in the pad at the moment. */
  people(padId: string): number
  /** Content for reading; never creates, never writes. An unknown pad reads as empty. */
  read(padId: string): Promise<PadState>
  /** Makes a pad. `content` is one Yjs v1 update that seeds it, durable before anyone can join. */
  create(pad: {
    readonly id?: string
    readonly title?: string
    readonly content?: Uint8Array
    readonly links?: PadLinks
  }): Promise<PadRecord>
  /** Gives a pad other links; whoever came by one that is none any more is closed with 4401. Durable when resolved. */
  relink(padId: string, links: PadLinks): Promise<PadRecord>
  /** Replaces the title in the document (root Text `title`), for everyone, durable when resolved. */
  rename(padId: string, title: string): Promise<PadRecord>
  /** Deletes: peers are closed with 4410, the id answers 410 until restored. Durable when resolved. */
  remove(padId: string): Promise<PadRecord>
  /** Brings a deleted pad back, same generation. Rejects with PadError `restore-expired` after 24 h. */
  restore(padId: string): Promise<PadRecord>
}

export type PadErrorCode =
  | 'pad-unknown'
  | 'pad-deleted'
  | 'pad-not-deleted'
  | 'pad-exists'
  | 'pad-damaged'
  | 'restore-expired'
  | 'generation-mismatch'
  | 'write-failed'

export class PadError extends Error {
  readonly code: PadErrorCode
  constructor(code: PadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PadError'
    this.code = code
  }
}
