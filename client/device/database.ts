/**
 * One IndexedDB as a promise per transaction: it resolves when the browser says that the transaction is
 * complete, and rejects with one DeviceError whatever went wrong: no storage, full, no answer, another tab that
 * wants a newer version, the database deleted under us. It opens when first used, and again after it was lost.
 * Knows stores by name and nothing of what is in them.
 */
import { asDeviceError, DeviceError } from './failure.ts'

export interface DatabaseOptions {
  readonly name: string
  readonly version: number
  /** Makes the stores of `version` out of those of any version before. */
  upgrade(database: IDBDatabase): void
  /** Milliseconds after which a silent storage counts as blocked. */
  readonly patience?: number
}

export interface DatabaseDeps {
  /** Asked at each opening: some browsers throw when a page so much as looks. */
  indexedDB(): IDBFactory | undefined
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

export interface Course<T> {
  store(name: string): IDBObjectStore
  /** Goes on when a request has answered; what `then` throws undoes the transaction. */
  on<R>(request: IDBRequest<R>, then: (result: R) => void): void
  /** What the transaction resolves with once it is complete. */
  result(value: T): void
}

export interface Database {
  /** All of `work` or nothing of it. It may only go on in the answers to its own requests. */
  transact<T>(
    stores: readonly string[],
    mode: 'readonly' | 'readwrite',
    work: (course: Course<T>) => void,
  ): Promise<T>
  close(): void
}

const PATIENCE_MS = 5000

export const createDatabase = (options: DatabaseOptions, deps: DatabaseDeps): Database => {
  const patience = options.patience ?? PATIENCE_MS
  let opening: Promise<IDBDatabase> | undefined
  let closed = false

  const inTime = <T>(what: string, answer: Promise<T>, giveUp: () => void): Promise<T> => {
    let timer: number | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = deps.setTimeout(() => {
        reject(new DeviceError('blocked', `${what}: no answer within ${patience} ms.`))
        giveUp()
      }, patience)
    })
    return Promise.race([answer, late]).finally(() => timer !== undefined && deps.clearTimeout(timer))
  }

  const factory = (): IDBFactory => {
    const found = deps.indexedDB()
    if (!found) throw new DeviceError('missing', 'Opening the local copies: this browser has no IndexedDB.')
    return found
  }

  const open = async (): Promise<IDBDatabase> => {
    const what = 'Opening the local copies'
    let request: IDBOpenDBRequest
    try {
      request = factory().open(options.name, options.version)
    } catch (cause) {
      throw asDeviceError(cause, what)
    }
    let abandoned = false
    const answer = new Promise<IDBDatabase>((resolve, reject) => {
      request.onupgradeneeded = () => options.upgrade(request.result)
      request.onsuccess = () => (abandoned ? request.result.close() : resolve(request.result))
      request.onerror = () => reject(asDeviceError(request.error, what))
      // An older tab still holds the database. It closes when it is asked to; if it does not, time is up.
    })
    const database = await inTime(what, answer, () => {
      abandoned = true
    })
    const lost = (): void => {
      database.close()
      opening = undefined
    }
    database.onversionchange = lost
    database.onclose = lost
    if (closed) database.close()
    return database
  }

  const connection = (): Promise<IDBDatabase> => {
    const present = opening ?? open()
    opening = present
    present.catch(() => {
      // The next use tries again: what was wrong may be over by then.
      if (opening === present) opening = undefined
    })
    return present
  }

  const begin = (database: IDBDatabase, stores: readonly string[], mode: IDBTransactionMode) => {
    try {
      // Without `strict`, complete may mean "handed to the operating system" (IndexedDB 3.0, durability hint).
      return database.transaction([...stores], mode, { durability: 'strict' })
    } catch (cause) {
      // The connection closed between two uses.
      opening = undefined
      throw asDeviceError(cause, 'Beginning a write to the local copies')
    }
  }

  const run = <T>(transaction: IDBTransaction, what: string, work: (course: Course<T>) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      let value: { readonly is: T } | undefined
      const attempt = (step: () => void): void => {
        try {
          step()
        } catch (cause) {
          reject(asDeviceError(cause, what))
          transaction.abort()
        }
      }
      transaction.oncomplete = () =>
        value ? resolve(value.is) : reject(new DeviceError('failed', `${what}: it ended without a result.`))
      transaction.onabort = () => reject(asDeviceError(transaction.error, what))
      attempt(() =>
        work({
          store: (name) => transaction.objectStore(name),
          on: (request, then) => {
            request.onsuccess = () => attempt(() => then(request.result))
          },
          result: (is) => {
            value = { is }
          },
        }),
      )
    })

  return {
    transact: async (stores, mode, work) => {
      const what = mode === 'readonly' ? 'Reading the local copies' : 'Writing the local copies'
      if (closed) throw new DeviceError('failed', `${what}: they are closed.`)
      const transaction = begin(await connection(), stores, mode)
      return inTime(what, run(transaction, what, work), () => {
        try {
          transaction.abort()
        } catch {
          // It ended in the same moment.
        }
      })
    },
    close: () => {
      closed = true
      void opening?.then(
        (database) => database.close(),
        () => undefined,
      )
    },
  }
}
