/**
 * A backup becomes a data folder. All of it is checked before the folder is touched; while it is written a mark in
 * the folder keeps every server away; afterwards it is read back and compared, and only then the mark goes. It
 * refuses folders that hold anything.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Log } from '../log.ts'
import { type FileSystem, systemCode } from '../storage/file-system.ts'
import type { LogClock } from '../storage/log/commit-queue.ts'
import { createLogStorage } from '../storage/log/engine.ts'
import { restored, restoring } from '../storage/log/format.ts'
import { type Capture, type Storage, StorageError, type StoredDocument } from '../storage/storage.ts'
import { BackupError, type BackupPad, checkBackup, decodeBackup } from './backup-format.ts'
import { UsageError } from './outcome.ts'

export interface Restored {
  readonly takenAt: number
  readonly pads: number
  /** Pads that were damaged when the backup was taken: their last good state was restored. */
  readonly damagedPads: readonly string[]
}

export interface RestoreDeps {
  readonly fileSystem: FileSystem
  readonly log: Log
  /** The backup from its beginning, as often as it is asked for. */
  read(): AsyncIterable<Uint8Array>
}

/** Pads written side by side share their fsyncs; so many, or so many bytes. */
const PADS_AT_ONCE = 64
const BYTES_AT_ONCE = 32 * 1024 * 1024
/** What a fresh file system has at its top. */
const NOT_DATA = new Set(['lost+found'])
const LOCK = 'in-use.sock'
/** Unlike a server's, these timers keep the process alive: nothing else does while a commit waits. */
const CLOCK: LogClock = {
  now: Date.now,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return { cancel: () => clearTimeout(timer) }
  },
}

const refuseUsed = async (fileSystem: FileSystem, folder: string): Promise<void> => {
  const names = await fileSystem.list(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  const there = names.filter((name) => !NOT_DATA.has(name))
  if (there.includes(LOCK)) {
    const lock = await fileSystem.lockFolder(folder).catch((error: unknown) => {
      if (!(error instanceof StorageError) || error.code !== 'folder-in-use') throw error
      throw new UsageError(
        `A server runs on ${folder}. A backup is restored into a fresh folder: stop the server, and move its folder aside or name another with --data.`,
      )
    })
    await lock.release()
  }
  const data = there.filter((name) => name !== LOCK)
  if (data.length > 0) {
    throw new UsageError(
      `${folder} is not empty (${data.slice(0, 3).join(', ')}${data.length > 3 ? ', …' : ''}). A backup is restored into a fresh folder: move this one aside, or name another with --data.`,
    )
  }
}

const putPad = async (storage: Storage, { record, purged, updates }: BackupPad): Promise<void> => {
  const [first, ...more] = updates
  await storage.create(record, first)
  await Promise.all(more.map((update) => storage.append(record.id, update, record.updatedAt)))
  if (purged) await storage.purge(record.id)
}

const putAll = async (storage: Storage, pads: AsyncIterable<BackupPad>): Promise<void> => {
  let bytes = 0
  let under: Promise<void>[] = []
  for await (const pad of pads) {
    const work = putPad(storage, pad)
    // Awaited below; until then a rejection is not unhandled.
    work.catch(() => undefined)
    under.push(work)
    bytes += pad.updates.reduce((sum, update) => sum + update.length, 0)
    if (under.length < PADS_AT_ONCE && bytes < BYTES_AT_ONCE) continue
    await Promise.all(under)
    under = []
    bytes = 0
  }
  await Promise.all(under)
}

const joined = ({ snapshot, updates }: StoredDocument): Buffer =>
  Buffer.concat(snapshot === undefined ? updates : [snapshot, ...updates])

const same = async (capture: Capture, pad: BackupPad): Promise<boolean> => {
  const found = capture.pads.find(({ record }) => record.id === pad.record.id)
  if (found === undefined || found.purged !== pad.purged || !isDeepStrictEqual(found.record, pad.record))
    return false
  const document = await capture.load(pad.record.id)
  return document.damage === undefined && joined(document).equals(Buffer.concat(pad.updates))
}

/** Compares the folder with the backup, pad by pad. */
const compare = async (storage: Storage, pads: AsyncIterable<BackupPad>): Promise<void> => {
  const { findings } = await storage.check()
  const capture = storage.capture()
  try {
    let count = 0
    for await (const pad of pads) {
      count += 1
      if (await same(capture, pad)) continue
      throw new Error(`pad ${pad.record.id} was not restored as it is in the backup`)
    }
    if (count !== capture.pads.length || findings.length > 0)
      throw new Error(`${capture.pads.length} of ${count} pads are there, ${findings.length} damaged`)
  } finally {
    capture.release()
  }
}

/** Rejects with BackupError or UsageError before anything was touched, with what the disk said afterwards. */
export const restore = async (folder: string, deps: RestoreDeps): Promise<Restored> => {
  const { fileSystem, log, read } = deps
  const { head, damagedPads } = await checkBackup(read())
  await refuseUsed(fileSystem, folder)
  await fileSystem.makeFolder(folder)
  await restoring(fileSystem, folder)

  const open = (): Promise<Storage> =>
    createLogStorage({ folder, restoring: true, commitWindowMs: 1 }, { fileSystem, log, clock: CLOCK })
  for (const work of [putAll, compare]) {
    const storage = await open()
    try {
      await work(storage, decodeBackup(read()))
    } catch (error) {
      if (error instanceof BackupError)
        throw new BackupError(
          'backup-damaged',
          `The backup changed while it was read. ${folder} is half restored: empty it and begin again.`,
        )
      throw error
    } finally {
      await storage.close()
    }
  }
  await restored(fileSystem, folder)
  return { takenAt: head.takenAt, pads: head.pads, damagedPads }
}
