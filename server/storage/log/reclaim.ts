/**
 * Decides which segments may go: those of which snapshots, purges and newer records say everything. A few pads'
 * own records that live nowhere else are written again first; when they would be much of the segment, it stays,
 * for it would only be copied round and round. A segment with damage stays for ever, and so does its successor,
 * whose seal says whose the damaged bytes were. It refuses to know snapshots' files.
 */
import type { FileSystem } from '../file-system.ts'
import type { PadIndex, SegmentState } from './pad-index.ts'
import { segmentName } from './segment.ts'

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
    .filter((segment) => segment.number !== current && segments.get(segment.number - 1)?.damaged !== true)
    .map((segment) => judge(pads, segment))
    .filter((found) => found !== undefined)

/** Makes a segment's file end where what counts ends, so that its successor need not say so any more. */
const trim = async (fileSystem: FileSystem, folder: string, segment: SegmentState): Promise<void> => {
  const file = await fileSystem.open(`${folder}/${segmentName(segment.number)}`, 'update')
  try {
    await file.truncate(segment.end)
    await file.datasync()
  } finally {
    await file.close()
  }
  segment.overhang = false
}

/**
 * Removes a segment's file for good. The folder is synced each time: were a later removal kept by a power loss and
 * an earlier one not, the earlier segment would come back without the successor that says where it ends.
 */
export const removeSegment = async (
  fileSystem: FileSystem,
  folder: string,
  segments: Map<number, SegmentState>,
  segment: SegmentState,
): Promise<void> => {
  const before = segments.get(segment.number - 1)
  if (before?.overhang === true) await trim(fileSystem, folder, before)
  await fileSystem.remove(`${folder}/${segmentName(segment.number)}`)
  await fileSystem.syncFolder(folder)
  segments.delete(segment.number)
}
