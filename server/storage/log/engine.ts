/**
 * The embedded default engine: a segmented log shared by all pads, a snapshot file for each compacted pad, one
 * group commit. This file connects the parts and keeps the promises of storage.ts; formats, recovery and the
 * decision what may go have files of their own. It refuses to know what an update means.
 */

import { systemClock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { FileSystem } from '../file-system.ts'
import { type PadRecord, type Storage, StorageError, type StoredDocument } from '../storage.ts'
import { captureLog } from './capture.ts'
import { checkLog } from './check.ts'
import type { LogClock } from './commit-queue.ts'
import { checkFormat, refuseHalfRestored } from './format.ts'
import { loadDocument } from './load.ts'
import { FORMAT_VERSION } from './migrations.ts'
import { snapshotName } from './pad-file-name.ts'
import { cover, type PadState } from './pad-index.ts'
import { damaged, type Plan, purgedAway, unknown } from './plan.ts'
import { reclaimable, removeSegment } from './reclaim.ts'
import { recover } from './recovery.ts'
import { writeSnapshot } from './snapshot.ts'
import { createWriter, reasonOf, writeFailed } from './writer.ts'

export interface LogStorageOptions {
  readonly folder: string
  /** Milliseconds for which a write waits for others to share its fsync. Default 5. */
  readonly commitWindowMs?: number
  /** Bytes after which a new segment is begun. Default 8 MiB. */
  readonly segmentBytes?: number
  /** For whoever restores a backup: the folder may be marked as half restored. */
  readonly restoring?: boolean
}

export interface LogStorageDeps {
  readonly fileSystem: FileSystem
  readonly log: Log
  readonly clock?: LogClock
  /** Called when a commit begins; what it answers when that is durable. */
  readonly committing?: () => () => void
  /** 32 random bits, for the salt of a segment. */
  readonly random32?: () => number
}

const COMMIT_WINDOW_MS = 5
const SEGMENT_BYTES = 8 * 1024 * 1024
const SNAPSHOTS_KEPT = 2

/** Snapshots that nothing needs any more. */
const surplus = ({ purged, snapshots }: PadState): number[] =>
  purged === undefined ? snapshots.slice(0, -SNAPSHOTS_KEPT) : snapshots

const systemRandom32 = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

export const createLogStorage = async (
  options: LogStorageOptions,
  deps: LogStorageDeps,
): Promise<Storage> => {
  const { fileSystem, log } = deps
  const clock = deps.clock ?? systemClock
  const random32 = deps.random32 ?? systemRandom32
  const folders = { log: `${options.folder}/log`, snapshots: `${options.folder}/snapshots` }

  await fileSystem.makeFolder(options.folder)
  const lock = await fileSystem.lockFolder(options.folder)
  const open = async () => {
    if (options.restoring !== true) await refuseHalfRestored(fileSystem, options.folder)
    const format = await checkFormat(fileSystem, options.folder)
    if (format.broughtForwardFrom !== undefined)
      log.warn('storage.brought-forward', { from: format.broughtForwardFrom, to: FORMAT_VERSION })
    await fileSystem.makeFolder(folders.log)
    await fileSystem.makeFolder(folders.snapshots)
    await fileSystem.syncFolder(options.folder)
    const recovered = await recover(folders, { fileSystem, log, random32, now: clock.now })
    if (format.damaged) {
      log.error('storage.damage', { code: 'format-checksum', where: 'format.json' })
      recovered.warnings.push('format.json is damaged; it was kept aside and written anew')
    }
    return recovered
  }
  const { pads, segments, last, warnings } = await open().catch(async (error: unknown) => {
    await lock.release()
    throw error
  })

  let closed: Promise<void> | undefined
  let reclaiming: Promise<void> | undefined
  const writer = createWriter(
    {
      folder: folders.log,
      segmentBytes: options.segmentBytes ?? SEGMENT_BYTES,
      commitWindowMs: options.commitWindowMs ?? COMMIT_WINDOW_MS,
      last,
    },
    { fileSystem, log, clock, random32, pads, segments, committing: deps.committing },
  )

  const refuseClosed = (): StorageError =>
    new StorageError(
      'closed',
      'The storage is closed; nothing is read or written any more. Start the server again.',
    )

  const write = <Result>(plan: (plan: Plan) => Result): Promise<Result> =>
    closed === undefined ? writer.write(plan) : Promise.reject(refuseClosed())

  /** One pad's file work in order: a load must not meet a compaction half-way. */
  const turns = new Map<string, Promise<unknown>>()
  const inTurn = async <Result>(id: string, work: (pad: PadState) => Promise<Result>): Promise<Result> => {
    if (closed !== undefined) throw refuseClosed()
    const turn = (turns.get(id) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        const pad = pads.get(id)
        if (pad === undefined) throw unknown(id)
        return work(pad)
      })
    turns.set(id, turn)
    try {
      return await turn
    } finally {
      if (turns.get(id) === turn) turns.delete(id)
    }
  }

  /** Captures and checks under way: what they may still read is not removed. */
  let holds = 0
  const heldBack = new Set<string>()

  const removeSnapshots = async (pad: PadState, sequences: readonly number[]): Promise<void> => {
    if (holds > 0) {
      if (sequences.length > 0) heldBack.add(pad.record.id)
      return
    }
    for (const sequence of sequences) {
      await fileSystem
        .remove(`${folders.snapshots}/${snapshotName(pad.record.id, sequence)}`)
        .catch((error) => {
          log.warn('storage.remove-failed', { padId: pad.record.id, reason: reasonOf(error) })
        })
    }
    pad.snapshots = pad.snapshots.filter((sequence) => !sequences.includes(sequence))
  }

  const reclaim = async (): Promise<void> => {
    for (const { segment, carry } of reclaimable(pads, segments, writer.currentSegment())) {
      if (closed !== undefined || holds > 0) return
      if (carry.length > 0) {
        await write((plan) => {
          for (const id of carry) plan.carry(id)
        })
      }
      // Carrying takes time: only what still may go is removed.
      const again = reclaimable(pads, segments, writer.currentSegment()).find(
        (found) => found.segment === segment,
      )
      if (again?.carry.length === 0 && holds === 0)
        await removeSegment(fileSystem, folders.log, segments, segment)
    }
  }

  const reclaimSoon = (): void => {
    if (closed !== undefined || reclaiming !== undefined || holds > 0) return
    reclaiming = reclaim()
      .catch((error: unknown) => log.warn('storage.reclaim-failed', { reason: reasonOf(error) }))
      .finally(() => {
        reclaiming = undefined
      })
  }

  const compactPad = async (pad: PadState, sequence: number, snapshot: Uint8Array): Promise<void> => {
    const { id } = pad.record
    if (pad.purged !== undefined) throw purgedAway(id)
    if (pad.damage !== undefined) throw damaged(id)
    if (sequence <= pad.snapshotSequence) return
    if (sequence > pad.sequence) {
      throw new RangeError(
        `Pad ${id} has ${pad.sequence} stored updates, so no snapshot can stand for ${sequence}.`,
      )
    }
    const { record, revision } = pad
    try {
      await writeSnapshot(
        fileSystem,
        folders.snapshots,
        { record, sequence, revision, seen: pad.sequence },
        snapshot,
      )
    } catch (error) {
      throw writeFailed(error)
    } finally {
      // After a failure the file may be there all the same; it is true, only not promised.
      if (!pad.snapshots.includes(sequence))
        pad.snapshots = [...pad.snapshots, sequence].sort((a, b) => a - b)
    }
    cover(pad, sequence, revision)
    await removeSnapshots(pad, surplus(pad))
    reclaimSoon()
  }

  const hold = (): (() => void) => {
    holds += 1
    return () => {
      holds -= 1
      if (holds > 0 || closed !== undefined) return
      for (const id of heldBack) {
        heldBack.delete(id)
        void inTurn(id, (pad) => removeSnapshots(pad, surplus(pad))).catch(() => undefined)
      }
      reclaimSoon()
    }
  }

  const loadPad = async (pad: PadState): Promise<StoredDocument> => {
    const document = await loadDocument(fileSystem, folders, pad)
    if (document.damage !== undefined && pad.damage === undefined) {
      pad.damage = document.damage
      const { code, where } = document.damage
      log.error('storage.pad-damaged', { padId: pad.record.id, code, where, sequence: document.sequence })
      warnings.push(`pad ${pad.record.id} is damaged (${code}, ${where}); its last good state can be read`)
    }
    return document
  }

  const shut = async (): Promise<void> => {
    await Promise.allSettled([...turns.values(), ...(reclaiming === undefined ? [] : [reclaiming])])
    try {
      await writer.close()
    } catch (error) {
      log.warn('storage.seal-failed', { reason: reasonOf(error) })
    } finally {
      await lock.release()
    }
  }

  return {
    *pads() {
      for (const pad of pads.values()) yield pad.record
    },
    pad: (id) => pads.get(id)?.record,
    create: (record: PadRecord, firstUpdate) => write((plan) => plan.create(record, firstUpdate)),
    change: (id, patch) => write((plan) => plan.change(id, patch)),
    append: (id, update, at) => write((plan) => plan.append(id, update, at)),
    load: (id) => inTurn(id, loadPad),
    compact: (id, sequence, snapshot) => inTurn(id, (pad) => compactPad(pad, sequence, snapshot)),
    *uncompacted() {
      for (const [id, pad] of pads) if (pad.positions.length > 0 && pad.damage === undefined) yield id
    },
    async purge(id) {
      await write((plan) => plan.purge(id))
      await inTurn(id, (pad) => removeSnapshots(pad, surplus(pad)))
      reclaimSoon()
    },
    capture() {
      if (closed !== undefined) throw refuseClosed()
      return captureLog({ fileSystem, folders, pads }, hold())
    },
    async check() {
      if (closed !== undefined) throw refuseClosed()
      const release = hold()
      try {
        return await checkLog({ fileSystem, folder: options.folder, folders, pads, segments })
      } finally {
        release()
      }
    },
    health() {
      const failure = writer.failure()
      if (failure !== undefined) return { ok: false, reason: `The disk takes no writes: ${failure}` }
      return warnings.length === 0 ? { ok: true } : { ok: true, warning: warnings.join('; ') }
    },
    logBytes: () => [...segments.values()].reduce((sum, { end }) => sum + end, 0),
    close() {
      closed ??= shut()
      return closed
    },
  }
}
