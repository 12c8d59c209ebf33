/**
 * The copies of pads on this device, one per pad and generation, so that two lives of a pad never meet in one:
 * a merged state, the updates since, and what is said about them. Each call is one transaction, and reports its
 * end. Bytes are opaque here; how they merge is handed in.
 */
import type { Course, Database, DatabaseOptions } from './database.ts'
import { joined, owing, type Tallies } from './unsaved.ts'

/** Which copy, and what is said about it with each write. */
export interface CopyEntry {
  /** Which pad, unique on this origin. */
  readonly pad: string
  /** Empty while the pad has not come into being on the server. */
  readonly generation: string
  readonly title: string
  /** Milliseconds since 1970. */
  readonly changedAt: number
  readonly tallies: Tallies
}

export interface CopySize {
  readonly stateBytes: number
  readonly appendedBytes: number
  readonly appended: number
}

/** As stored. */
export interface CopyRecord extends CopyEntry, CopySize {
  readonly key: string
}

export interface StoredCopy extends CopyRecord {
  /** The merged state and the updates since; together they are the document. */
  readonly parts: readonly Uint8Array[]
}

export interface Copies {
  /** Every copy of a pad, the one changed last first. */
  read(pad: string): Promise<readonly StoredCopy[]>
  /** Adds updates; undefined when there is no such copy (any more) to add them to. */
  append(entry: CopyEntry, updates: readonly Uint8Array[]): Promise<CopySize | undefined>
  /**
   * Merges everything stored of this copy with `whole` into one state. A copy of the pad from before it came
   * into being is taken up, too, when `born` says so.
   */
  fold(entry: CopyEntry, whole: Uint8Array, born: boolean): Promise<CopySize>
  /** Says what is unsaved, without a change to the document. */
  tell(entry: CopyEntry): Promise<void>
  remove(pad: string, generation: string): Promise<void>
  close(): void
}

export const COPIES_DATABASE = {
  name: 'holdfast',
  version: 1,
  upgrade: (database) => {
    database.createObjectStore('copies', { keyPath: 'key' }).createIndex('pad', 'pad')
    database.createObjectStore('states')
    database.createObjectStore('updates', { autoIncrement: true }).createIndex('copy', 'copy')
  },
} satisfies DatabaseOptions

const ALL = ['copies', 'states', 'updates'] as const

interface StoredUpdate {
  readonly copy: string
  readonly update: Uint8Array
}

const keyOf = (pad: string, generation: string): string => `${pad}\n${generation}`

const sizeOf = ({ stateBytes, appendedBytes, appended }: CopySize): CopySize => ({
  stateBytes,
  appendedBytes,
  appended,
})

export const createCopies = (
  merge: (updates: readonly Uint8Array[]) => Uint8Array,
  database: Database,
): Copies => {
  const partsOf = <T>({ store, on }: Course<T>, key: string, then: (parts: Uint8Array[]) => void): void => {
    on(store('states').get(key) as IDBRequest<Uint8Array | undefined>, (state) =>
      on(store('updates').index('copy').getAll(key) as IDBRequest<StoredUpdate[]>, (updates) =>
        then([...(state ? [state] : []), ...updates.map(({ update }) => update)]),
      ),
    )
  }

  const recordOf = <T>({ store, on }: Course<T>, key: string, then: (record?: CopyRecord) => void): void =>
    on(store('copies').get(key) as IDBRequest<CopyRecord | undefined>, then)

  const removeUpdates = <T>({ store, on }: Course<T>, key: string): void =>
    on(store('updates').index('copy').getAllKeys(key), (keys) => {
      for (const each of keys) store('updates').delete(each)
    })

  const removeCopy = <T>(course: Course<T>, key: string): void => {
    course.store('copies').delete(key)
    course.store('states').delete(key)
    removeUpdates(course, key)
  }

  const write = <T>(
    { store }: Course<T>,
    entry: CopyEntry,
    before: CopyRecord | undefined,
    size: CopySize,
  ): void => {
    const record: CopyRecord = {
      ...sizeOf(size),
      key: keyOf(entry.pad, entry.generation),
      pad: entry.pad,
      generation: entry.generation,
      title: entry.title,
      changedAt: entry.changedAt,
      tallies: joined(before?.tallies ?? {}, entry.tallies),
    }
    store('copies').put(record)
  }

  return {
    read: (pad) =>
      database.transact(ALL, 'readonly', (course: Course<readonly StoredCopy[]>) => {
        const { store, on } = course
        on(store('copies').index('pad').getAll(pad) as IDBRequest<CopyRecord[]>, (records) => {
          const found: StoredCopy[] = []
          course.result(found)
          for (const record of records.sort((a, b) => b.changedAt - a.changedAt)) {
            partsOf(course, record.key, (parts) => found.push({ ...record, parts }))
          }
        })
      }),
    append: (entry, updates) =>
      database.transact(['copies', 'updates'], 'readwrite', (course: Course<CopySize | undefined>) => {
        const key = keyOf(entry.pad, entry.generation)
        recordOf(course, key, (record) => {
          if (!record) return course.result(undefined)
          for (const update of updates) course.store('updates').add({ copy: key, update })
          const size: CopySize = {
            stateBytes: record.stateBytes,
            appendedBytes: updates.reduce((sum, { byteLength }) => sum + byteLength, record.appendedBytes),
            appended: record.appended + updates.length,
          }
          write(course, entry, record, size)
          course.result(size)
        })
      }),
    fold: (entry, whole, born) =>
      database.transact(ALL, 'readwrite', (course: Course<CopySize>) => {
        const key = keyOf(entry.pad, entry.generation)
        const unborn = born ? keyOf(entry.pad, '') : undefined
        const finish = (
          record: CopyRecord | undefined,
          earlier: CopyRecord | undefined,
          parts: Uint8Array[],
        ): void => {
          const state = merge(parts)
          course.store('states').put(state, key)
          removeUpdates(course, key)
          if (unborn !== undefined) removeCopy(course, unborn)
          const size = { stateBytes: state.byteLength, appendedBytes: 0, appended: 0 }
          const tallies = owing(joined(record?.tallies ?? {}, joined(earlier?.tallies ?? {}, entry.tallies)))
          write(course, { ...entry, tallies }, undefined, size)
          course.result(size)
        }
        recordOf(course, key, (record) =>
          partsOf(course, key, (parts) => {
            const all = [...parts, whole]
            if (unborn === undefined) return finish(record, undefined, all)
            recordOf(course, unborn, (earlier) =>
              partsOf(course, unborn, (older) => finish(record, earlier, [...all, ...older])),
            )
          }),
        )
      }),
    tell: (entry) =>
      database.transact(['copies'], 'readwrite', (course: Course<void>) => {
        recordOf(course, keyOf(entry.pad, entry.generation), (record) => {
          if (record) write(course, entry, record, record)
          course.result(undefined)
        })
      }),
    remove: (pad, generation) =>
      database.transact(ALL, 'readwrite', (course: Course<void>) => {
        removeCopy(course, keyOf(pad, generation))
        course.result(undefined)
      }),
    close: database.close,
  }
}
