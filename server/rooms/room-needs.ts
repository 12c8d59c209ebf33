/** What a room is given when it is made, and what it tells whoever made it. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Storage } from '../storage/storage.ts'
import type { PadDocument, UnappliableUpdate } from './document.ts'
import type { Writer } from './writer.ts'

export interface RoomOptions {
  readonly padId: string
  readonly generation: string
  /** Drawn for this room in memory: another one counts its awareness anew. */
  readonly instance: string
  readonly document: PadDocument
  readonly writer: Writer
  /** Whether the pad is already there; else its first edit brings it into being. */
  isBorn(): boolean
}

export interface RoomDeps {
  readonly log: Log
  readonly storage: Pick<Storage, 'load'>
  readonly clock: Pick<Clock, 'now' | 'endOfTick'>
}

export interface RoomEvents {
  /** The last peer or guest left. */
  empty(): void
  /** The document in memory cannot be trusted: the room must be dropped and loaded again. */
  broken(failure: UnappliableUpdate): void
}
