/** A room in memory together with what was made for it; rooms.ts alone creates and drops one. */
import type { Timer } from '../clock.ts'
import type { PadDocument } from './document.ts'
import type { Room } from './room.ts'
import type { Writer } from './writer.ts'

export interface Live {
  readonly padId: string
  readonly generation: string
  readonly document: PadDocument
  readonly writer: Writer
  readonly room: Room
  snapshotSequence: number
  compacting: boolean
  linger: Timer | undefined
}
