/**
 * What a person asks for without an editor: read, make, rename, relink, delete and restore a pad. A pad that is open is
 * asked in its room, any other on the disk; who asks does not notice the difference.
 */
import { MAX_TITLE_LENGTH, RESTORE_MS } from '../../protocol/limits.ts'
import type { Clock } from '../clock.ts'
import {
  type PadLinks,
  type PadPatch,
  type PadRecord,
  type Storage,
  StorageError,
} from '../storage/storage.ts'
import { createDocument, NOTHING_STORED } from './document.ts'
import type { Live } from './live.ts'
import { PadError, type PadState, type Pads } from './pads.ts'

export interface RequestsDeps {
  readonly storage: Storage
  readonly clock: Clock
  newId(): string
  /** The room of a pad, opened when it is not. */
  enter(padId: string): Promise<Live>
  /** The room of a pad when it is in memory. */
  open(padId: string): Live | undefined
  /** Brings the title in the list up to the one in the document. */
  indexTitle(live: Live): Promise<void>
  /** Rejects with PadError `write-failed` when the work takes longer than a person should wait. */
  patiently(work: Promise<void>): Promise<void>
}

export function createRequests(deps: RequestsDeps): Pads {
  const { storage, clock, enter, open, indexTitle, patiently } = deps

  function existing(padId: string): PadRecord {
    const record = storage.pad(padId)
    if (!record) throw new PadError('pad-unknown', `there is no pad ${padId}`)
    return record
  }

  async function read(padId: string): Promise<PadState> {
    const live = open(padId)
    if (live) {
      const { document, writer, generation } = live
      const born = storage.pad(padId) ? generation : undefined
      return { generation: born, sequence: writer.sequence(), update: document.state(), damage: undefined }
    }
    const record = storage.pad(padId)
    const stored = record ? await storage.load(padId) : NOTHING_STORED
    const document = createDocument(stored)
    const update = document.state()
    document.close()
    const damage =
      stored.damage && `Part of this pad could not be read from the disk (${stored.damage.where}).`
    return { generation: record?.generation, sequence: stored.sequence, update, damage }
  }

  async function create(pad: Parameters<Pads['create']>[0]): Promise<PadRecord> {
    const id = pad.id ?? deps.newId()
    const seed = createDocument(NOTHING_STORED)
    if (pad.content) seed.merge(pad.content)
    if (pad.title !== undefined) seed.retitle(pad.title)
    const born = bornNow(id, deps.newId(), seed.title(), clock.now())
    const record = pad.links === undefined ? born : { ...born, links: pad.links }
    try {
      await storage.create(record, pad.content || pad.title ? seed.state() : undefined)
    } catch (failure) {
      throw asPadError(failure)
    } finally {
      seed.close()
    }
    return record
  }

  async function rename(padId: string, title: string): Promise<PadRecord> {
    existing(padId)
    refuseDeleted(storage, padId)
    const live = await enter(padId)
    await patiently(live.room.retitle(title))
    await indexTitle(live)
    return existing(padId)
  }

  async function remove(padId: string): Promise<PadRecord> {
    existing(padId)
    refuseDeleted(storage, padId)
    const record = await change(padId, { deletedAt: clock.now() })
    open(padId)?.room.closeAll('deleted', () => 'the pad was deleted')
    return record
  }

  async function relink(padId: string, links: PadLinks): Promise<PadRecord> {
    existing(padId)
    const record = await change(padId, { links })
    open(padId)?.room.closeAll(
      'linkRevoked',
      () => LINK_GONE,
      ({ holds }) => holds?.() === false,
    )
    return record
  }

  async function restore(padId: string): Promise<PadRecord> {
    const { deletedAt } = existing(padId)
    if (deletedAt === undefined) throw new PadError('pad-not-deleted', `the pad ${padId} is not deleted`)
    if (clock.now() - deletedAt > RESTORE_MS) {
      throw new PadError('restore-expired', 'a deleted pad can be restored within 24 hours')
    }
    return change(padId, { deletedAt: undefined })
  }

  const change = (padId: string, patch: PadPatch) =>
    storage.change(padId, patch).catch((failure) => {
      throw asPadError(failure)
    })

  return {
    records: () => storage.pads(),
    record: (padId) => storage.pad(padId),
    people: (padId) => open(padId)?.room.people() ?? 0,
    read,
    create,
    rename,
    remove,
    relink,
    restore,
  }
}

const LINK_GONE = 'the link was replaced or switched off'

/** The record of a pad that comes into being. */
export const bornNow = (id: string, generation: string, title: string, now: number): PadRecord => ({
  id,
  generation,
  title: title.slice(0, MAX_TITLE_LENGTH),
  createdAt: now,
  updatedAt: now,
})

export function refuseDeleted(storage: Pick<Storage, 'pad'>, padId: string): void {
  if (storage.pad(padId)?.deletedAt !== undefined)
    throw new PadError('pad-deleted', `the pad ${padId} was deleted`)
}

function asPadError(failure: unknown): unknown {
  if (!(failure instanceof StorageError)) return failure
  if (failure.code === 'pad-exists' || failure.code === 'pad-unknown' || failure.code === 'write-failed') {
    return new PadError(failure.code, failure.message, { cause: failure })
  }
  return failure
}
