/**
 * Pads in memory for the tests of this folder: the interface with none of the promises behind it. Content is
 * whatever bytes a test puts in.
 */
import { RESTORE_MS } from '../../protocol/limits.ts'
import { PadError, type PadState, type Pads } from '../rooms/pads.ts'
import type { PadRecord } from '../storage/storage.ts'

export interface FakePads extends Pads {
  /** Puts a pad there, overriding whatever it names. */
  put(record: Partial<PadRecord> & { readonly id: string }, state?: Partial<PadState>): PadRecord
  /** Names of the changing calls so far. */
  readonly changes: readonly string[]
  /** Makes every changing call reject with this. */
  fail(error: Error | undefined): void
  setPeople(padId: string, people: number): void
}

const NOTHING: PadState = {
  generation: undefined,
  sequence: 0,
  update: new Uint8Array([0, 0]),
  damage: undefined,
}

export function createFakePads(clock: { now(): number }): FakePads {
  const records = new Map<string, PadRecord>()
  const states = new Map<string, PadState>()
  const people = new Map<string, number>()
  const changes: string[] = []
  let failure: Error | undefined

  const change = (name: string) => {
    changes.push(name)
    if (failure !== undefined) throw failure
  }
  const known = (padId: string): PadRecord => {
    const record = records.get(padId)
    if (record === undefined) throw new PadError('pad-unknown', `There is no pad ${padId}.`)
    return record
  }
  const put: FakePads['put'] = (record, state) => {
    const now = clock.now()
    const whole = { generation: `g-${record.id}`, title: '', createdAt: now, updatedAt: now, ...record }
    records.set(whole.id, whole)
    states.set(whole.id, { ...NOTHING, generation: whole.generation, ...state })
    return whole
  }

  return {
    changes,
    put,
    fail: (error) => {
      failure = error
    },
    setPeople: (padId, count) => people.set(padId, count),
    records: () => records.values(),
    record: (padId) => records.get(padId),
    people: (padId) => people.get(padId) ?? 0,
    read: async (padId) => states.get(padId) ?? NOTHING,
    create: async (pad) => {
      change('create')
      const id = pad.id ?? `pad-${records.size + 1}`
      return put({ id, title: pad.title ?? '' }, pad.content && { update: pad.content, sequence: 1 })
    },
    rename: async (padId, title) => {
      change('rename')
      return put({ ...known(padId), title }, states.get(padId))
    },
    remove: async (padId) => {
      change('remove')
      return put({ ...known(padId), deletedAt: clock.now() }, states.get(padId))
    },
    relink: async (padId, links) => {
      change('relink')
      return put({ ...known(padId), links }, states.get(padId))
    },
    restore: async (padId) => {
      change('restore')
      const { deletedAt, ...rest } = known(padId)
      if (deletedAt === undefined) throw new PadError('pad-not-deleted', `The pad ${padId} is not deleted.`)
      if (clock.now() - deletedAt > RESTORE_MS) {
        throw new PadError('restore-expired', `The pad ${padId} was deleted more than 24 hours ago.`)
      }
      records.delete(padId)
      return put(rest, states.get(padId))
    },
  }
}
