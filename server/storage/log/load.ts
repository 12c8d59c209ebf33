/**
 * Reads one pad's document back: newest snapshot, then the updates behind it, each against its checksum. What does
 * not agree is answered as damage together with the last good state. It refuses to change the index.
 */
import { crc32 } from 'node:zlib'
import { type FileSystem, type OpenFile, systemCode } from '../file-system.ts'
import type { Damage, StoredDocument } from '../storage.ts'
import { snapshotName } from './pad-file-name.ts'
import type { PadState, Position } from './pad-index.ts'
import type { Folders } from './recovery.ts'
import { segmentName } from './segment.ts'
import { readSnapshot } from './snapshot.ts'

/** Bytes read at once: updates of one pad mostly lie close together, and a read costs more than its bytes. */
const READ_BYTES = 256 * 1024

/** A damaged disk block reads as EIO for ever; anything else (no descriptors left, …) may pass and is no verdict. */
const isDamage = (error: unknown): boolean => ['EIO', 'ENOENT'].includes(systemCode(error) ?? '')

interface UpdateReader {
  read(position: Position): Promise<Uint8Array>
  close(): Promise<void>
}

const createUpdateReader = (fileSystem: FileSystem, folder: string): UpdateReader => {
  let open: { readonly segment: number; readonly file: OpenFile } | undefined
  let start = 0
  let bytes: Uint8Array = new Uint8Array()
  const close = async (): Promise<void> => {
    await open?.file.close()
    open = undefined
  }
  return {
    close,
    async read({ segment, offset, length }) {
      if (open?.segment !== segment) {
        await close()
        open = { segment, file: await fileSystem.open(`${folder}/${segmentName(segment)}`, 'read') }
        bytes = new Uint8Array()
      }
      if (offset < start || offset + length > start + bytes.length) {
        start = offset
        bytes = await open.file.read(offset, Math.max(length, READ_BYTES))
      }
      return bytes.subarray(offset - start, offset - start + length)
    },
  }
}

const readUpdates = async (
  fileSystem: FileSystem,
  folder: string,
  positions: readonly Position[],
): Promise<{ updates: Uint8Array[]; damage: Damage | undefined }> => {
  const updates: Uint8Array[] = []
  const reader = createUpdateReader(fileSystem, folder)
  try {
    for (const position of positions) {
      const where = `log/${segmentName(position.segment)} at byte ${position.offset}`
      try {
        const update = await reader.read(position)
        if (update.length !== position.length || crc32(update) !== position.checksum) {
          return { updates, damage: { code: 'record-checksum', where } }
        }
        updates.push(update)
      } catch (error) {
        if (!isDamage(error)) throw error
        return { updates, damage: { code: 'read-error', where } }
      }
    }
  } finally {
    await reader.close()
  }
  return { updates, damage: undefined }
}

/** The newest snapshot below `limit` that is whole. */
const olderSnapshot = async (
  fileSystem: FileSystem,
  folder: string,
  pad: PadState,
  limit: number,
): Promise<{ document: Uint8Array | undefined; sequence: number }> => {
  for (const sequence of pad.snapshots.filter((candidate) => candidate < limit).toReversed()) {
    const path = `${folder}/${snapshotName(pad.record.id, sequence)}`
    const snapshot = await readSnapshot(fileSystem, path).catch(() => undefined)
    if (snapshot !== undefined) return { document: snapshot.document, sequence }
  }
  return { document: undefined, sequence: 0 }
}

const answer = (
  snapshot: Uint8Array | undefined,
  snapshotSequence: number,
  updates: readonly Uint8Array[],
  damage: Damage | undefined,
): StoredDocument => ({
  snapshot,
  snapshotSequence,
  updates,
  sequence: snapshotSequence + updates.length,
  ...(damage === undefined ? {} : { damage }),
})

export const loadDocument = async (
  fileSystem: FileSystem,
  folders: Folders,
  pad: PadState,
): Promise<StoredDocument> => {
  if (pad.purged !== undefined) return answer(undefined, 0, [], undefined)
  const { snapshotSequence, damage } = pad
  // Updates that become durable while this reads belong to the next answer.
  const positions = [...pad.positions]
  let document: Uint8Array | undefined
  if (snapshotSequence > 0) {
    const name = snapshotName(pad.record.id, snapshotSequence)
    const snapshot = await readSnapshot(fileSystem, `${folders.snapshots}/${name}`).catch(
      (error: unknown) => {
        if (isDamage(error)) return undefined
        throw error
      },
    )
    if (snapshot === undefined) {
      const older = await olderSnapshot(fileSystem, folders.snapshots, pad, snapshotSequence)
      return answer(older.document, older.sequence, [], {
        code: 'snapshot-checksum',
        where: `snapshots/${name}`,
      })
    }
    document = snapshot.document
  }
  const read = await readUpdates(fileSystem, folders.log, positions)
  return answer(document, snapshotSequence, read.updates, damage ?? read.damage)
}
