/**
 * The engine for tests: the same promises without a disk, durable as long as the process. It passes the same
 * acceptance suite as the embedded log and refuses to do more.
 */
import { patched, purgedAway, unknown } from './log/plan.ts'
import { type PadRecord, type Storage, StorageError, type StoredDocument } from './storage.ts'

interface Held {
  record: PadRecord
  snapshot: Uint8Array | undefined
  snapshotSequence: number
  updates: Uint8Array[]
  purged: boolean
}

const documentOf = ({ snapshot, snapshotSequence, updates }: Held): StoredDocument => ({
  snapshot,
  snapshotSequence,
  updates: [...updates],
  sequence: snapshotSequence + updates.length,
})

export const createMemoryStorage = (): Storage => {
  const held = new Map<string, Held>()
  let closed = false

  const demand = (id: string): Held => {
    if (closed) throw new StorageError('closed', 'The storage is closed. Create a new one.')
    const pad = held.get(id)
    if (pad === undefined) throw unknown(id)
    return pad
  }

  const living = (id: string): Held => {
    const pad = demand(id)
    if (pad.purged) throw purgedAway(id)
    return pad
  }

  return {
    *pads() {
      for (const pad of held.values()) yield pad.record
    },
    pad: (id) => held.get(id)?.record,
    async create(record, firstUpdate) {
      if (closed) throw new StorageError('closed', 'The storage is closed. Create a new one.')
      if (held.has(record.id)) {
        throw new StorageError(
          'pad-exists',
          `There is a pad ${record.id} already, perhaps a deleted one. Choose another id.`,
        )
      }
      const updates = firstUpdate === undefined ? [] : [firstUpdate.slice()]
      held.set(record.id, { record, snapshot: undefined, snapshotSequence: 0, updates, purged: false })
    },
    async change(id, patch) {
      const pad = living(id)
      pad.record = patched(pad.record, patch)
      return pad.record
    },
    async append(id, update, at) {
      const pad = living(id)
      pad.updates.push(update.slice())
      pad.record = { ...pad.record, updatedAt: at }
      return pad.snapshotSequence + pad.updates.length
    },
    async load(id) {
      return documentOf(demand(id))
    },
    async compact(id, sequence, snapshot) {
      const pad = living(id)
      if (sequence <= pad.snapshotSequence) return
      const stored = pad.snapshotSequence + pad.updates.length
      if (sequence > stored) {
        throw new RangeError(
          `Pad ${id} has ${stored} stored updates, so no snapshot can stand for ${sequence}.`,
        )
      }
      pad.updates = pad.updates.slice(sequence - pad.snapshotSequence)
      pad.snapshot = snapshot.slice()
      pad.snapshotSequence = sequence
    },
    *uncompacted() {
      for (const [id, pad] of held) if (pad.updates.length > 0) yield id
    },
    async purge(id) {
      const pad = demand(id)
      if (pad.purged) return
      if (pad.record.deletedAt === undefined) {
        throw new StorageError(
          'pad-exists',
          `Pad ${id} lives. Only a deleted pad can be purged: delete it first.`,
        )
      }
      held.set(id, {
        record: pad.record,
        snapshot: undefined,
        snapshotSequence: 0,
        updates: [],
        purged: true,
      })
    },
    capture() {
      const then = new Map([...held].map(([id, pad]) => [id, { ...pad, updates: [...pad.updates] }]))
      const find = (id: string): Held => {
        const pad = then.get(id)
        if (pad === undefined) throw unknown(id)
        return pad
      }
      return {
        pads: [...then.values()].map(({ record, snapshotSequence, updates, purged }) => ({
          record,
          sequence: snapshotSequence + updates.length,
          purged,
        })),
        load: async (id) => documentOf(find(id)),
        size: async (id) => {
          const { snapshot, updates } = find(id)
          return updates.reduce((sum, update) => sum + update.length, snapshot?.length ?? 0)
        },
        release: () => undefined,
      }
    },
    check: async () => ({ files: 0, bytes: 0, findings: [] }),
    health: () => (closed ? { ok: false, reason: 'The storage is closed.' } : { ok: true }),
    logBytes: () =>
      [...held.values()].reduce(
        (sum, { updates }) => updates.reduce((all, { length }) => all + length, sum),
        0,
      ),
    async close() {
      closed = true
    },
  }
}
