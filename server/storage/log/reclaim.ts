/**
 * Decides which segments may go: those of which snapshots, purges and newer records say everything. A few pads'
 * own records that live nowhere else are written again first; when they would be much of the segment, it stays,
 * for it would only be copied round and round. A segment with damage stays for ever. It refuses to delete.
 */
import type { PadIndex, SegmentState } from './pad-index.ts'

/** Bytes of one pad's own record, roughly. */
const CARRY_BYTES = 300
/** A segment goes only when what must be carried is at most this part of it. */
const CARRY_PART = 0.25

export interface Reclaimable {
  readonly segment: SegmentState
  /** Pads whose own record must be written again first. */
  readonly carry: readonly string[]
}

const judge = (pads: PadIndex, segment: SegmentState): Reclaimable | undefined => {
  if (segment.damaged) return undefined
  const carry: string[] = []
  for (const [id, stated] of segment.marks) {
    const pad = pads.get(id)
    if (pad === undefined || pad.damage !== undefined) return undefined
    if (pad.purged === undefined && stated.sequence > pad.snapshotSequence) return undefined
    const inSnapshot = pad.purged === undefined && pad.snapshotRevision === pad.revision
    if (pad.home === segment.number && !inSnapshot) carry.push(id)
  }
  return carry.length * CARRY_BYTES <= segment.end * CARRY_PART ? { segment, carry } : undefined
}

/** Every segment but the current one that may go now. */
export const reclaimable = (
  pads: PadIndex,
  segments: ReadonlyMap<number, SegmentState>,
  current: number,
): Reclaimable[] =>
  [...segments.values()]
    .filter((segment) => segment.number !== current)
    .map((segment) => judge(pads, segment))
    .filter((found) => found !== undefined)
