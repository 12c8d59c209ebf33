/**
 * Turns what callers ask for into records, at the moment their commit is built: sequences are handed out here, so
 * a commit that fails leaves no gap. Works on a copy of the touched pads; the index itself changes only when the
 * commit is durable. It refuses to know files and time windows.
 */
import { type PadPatch, type PadRecord, StorageError } from '../storage.ts'
import type { PadIndex } from './pad-index.ts'
import { encodeBirth, encodeFacts, type PadFacts } from './payload.ts'
import type { RecordDraft } from './record.ts'

/** A record, and what it says about its pad when it is about the pad itself. */
export interface PlannedRecord extends RecordDraft {
  readonly facts?: PadFacts
}

export interface Plan {
  readonly records: readonly PlannedRecord[]
  create(record: PadRecord, firstUpdate: Uint8Array | undefined): void
  change(id: string, patch: PadPatch): PadRecord
  append(id: string, update: Uint8Array, at: number): number
  purge(id: string): void
  /** Writes the pad's record again, so that the segment that held it may go. */
  carry(id: string): void
}

interface Draft {
  record: PadRecord
  sequence: number
  revision: number
  purged: number | undefined
  readonly damaged: boolean
}

export const unknown = (id: string): StorageError =>
  new StorageError('pad-unknown', `There is no pad ${id}. Create it before anything is stored in it.`)

export const purgedAway = (id: string): StorageError =>
  new StorageError('pad-unknown', `The content of pad ${id} was deleted for good. Use another pad.`)

export const damaged = (id: string): StorageError =>
  new StorageError(
    'pad-damaged',
    `Pad ${id} is damaged on disk and takes no changes. Its last good state can be read and exported.`,
  )

export const patched = (record: PadRecord, patch: PadPatch): PadRecord => {
  const { deletedAt, ...rest } = { ...record, ...patch }
  return deletedAt === undefined ? rest : { ...rest, deletedAt }
}

export const createPlan = (pads: PadIndex, now: number): Plan => {
  const drafts = new Map<string, Draft>()
  const records: PlannedRecord[] = []

  const find = (id: string): Draft | undefined => {
    const known = drafts.get(id)
    if (known !== undefined) return known
    const pad = pads.get(id)
    if (pad === undefined) return undefined
    const { record, sequence, revision, purged } = pad
    const draft = { record, sequence, revision, purged, damaged: pad.damage !== undefined }
    drafts.set(id, draft)
    return draft
  }

  const demand = (id: string): Draft => {
    const draft = find(id)
    if (draft === undefined) throw unknown(id)
    return draft
  }

  const writeFacts = (draft: Draft): void => {
    draft.revision += 1
    const { record, sequence, revision, purged } = draft
    const facts = purged === undefined ? { record } : { record, purged }
    records.push({
      type: 'pad',
      padId: record.id,
      sequence,
      revision,
      time: now,
      payload: encodeFacts(facts),
      facts,
    })
  }

  return {
    records,
    create(record, firstUpdate) {
      if (find(record.id) !== undefined) {
        throw new StorageError(
          'pad-exists',
          `There is a pad ${record.id} already, perhaps a deleted one. Choose another id.`,
        )
      }
      const draft = { record, sequence: 0, revision: 0, purged: undefined, damaged: false }
      drafts.set(record.id, draft)
      if (firstUpdate === undefined) {
        writeFacts(draft)
        return
      }
      draft.sequence = 1
      draft.revision = 1
      records.push({
        type: 'birth',
        padId: record.id,
        sequence: 1,
        revision: 1,
        time: record.updatedAt,
        payload: encodeBirth({ record }, firstUpdate),
        facts: { record },
      })
    },
    change(id, patch) {
      const draft = demand(id)
      if (draft.purged !== undefined) throw purgedAway(id)
      draft.record = patched(draft.record, patch)
      writeFacts(draft)
      return draft.record
    },
    append(id, update, at) {
      const draft = demand(id)
      if (draft.purged !== undefined) throw purgedAway(id)
      if (draft.damaged) throw damaged(id)
      draft.sequence += 1
      draft.record = { ...draft.record, updatedAt: at }
      const { sequence, revision } = draft
      records.push({ type: 'update', padId: id, sequence, revision, time: at, payload: update })
      return sequence
    },
    purge(id) {
      const draft = demand(id)
      if (draft.purged !== undefined) return
      if (draft.record.deletedAt === undefined) {
        throw new StorageError(
          'pad-exists',
          `Pad ${id} lives. Only a deleted pad can be purged: delete it first.`,
        )
      }
      draft.purged = draft.sequence
      writeFacts(draft)
    },
    carry(id) {
      writeFacts(demand(id))
    },
  }
}
