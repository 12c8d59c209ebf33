/**
 * Puts a room's updates on the disk in the order in which the room took them, and says when they are there.
 * While the disk refuses, updates wait in memory and are tried again; nobody is told that they are saved, and
 * nothing that came later is called durable before them.
 */
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PadRecord, Storage } from '../storage/storage.ts'

export interface WriterDeps {
  readonly storage: Pick<Storage, 'pad' | 'create' | 'append'>
  readonly log: Log
  readonly clock: Pick<Clock, 'now' | 'after'>
}

export interface WriterEvents {
  /** The update is durable, and so is everything written before it. */
  durable(): void
  /** The first failure after a success, or the first success after failures. */
  failing(fails: boolean): void
}

export interface Writer {
  /** `durable` is called once, in order. The pad comes into being with its first update. */
  write(update: Uint8Array, durable: () => void): void
  /** Calls back when everything that waits now is durable; at once when nothing waits. */
  afterWaiting(call: () => void): void
  /** Sequence of the last durable update. */
  sequence(): number
  /** Updates that are not durable yet. */
  waiting(): number
  readonly fails: boolean
  /** Resolves when nothing waits any more; while the disk refuses, that is not. */
  idle(): Promise<void>
  /** Gives up what still waits and answers how many updates that is. */
  abandon(): number
}

const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 5_000

/** `birth` is the record with which a pad that does not exist yet comes into being. */
export function createWriter(
  birth: () => PadRecord,
  startSequence: number,
  events: WriterEvents,
  deps: WriterDeps,
): Writer {
  let queue: { readonly update: Uint8Array; readonly whenDurable: (() => void)[] }[] = []
  let sequence = startSequence
  let writing = false
  let fails = false
  let abandoned = false
  let retryIn = FIRST_RETRY_MS
  let retry: Timer | undefined
  let whenIdle: (() => void)[] = []

  /** Appends everything that waits; answers how many of them, from the first on, are durable. */
  async function writeAll(updates: readonly Uint8Array[]): Promise<{ done: number; failure?: unknown }> {
    const record = birth()
    let created = 0
    if (!deps.storage.pad(record.id)) {
      try {
        await deps.storage.create(record, updates[0])
        sequence = created = 1
      } catch (failure) {
        return { done: 0, failure }
      }
    }
    const appends = updates
      .slice(created)
      .map((update) => deps.storage.append(record.id, update, deps.clock.now()))
    const results = await Promise.allSettled(appends)
    const failed = results.findIndex(({ status }) => status === 'rejected')
    for (const result of results)
      if (result.status === 'fulfilled') sequence = Math.max(sequence, result.value)
    if (failed === -1) return { done: updates.length }
    return { done: created + failed, failure: (results[failed] as PromiseRejectedResult).reason }
  }

  async function pump(): Promise<void> {
    writing = true
    const batch = queue.slice()
    const { done, failure } = await writeAll(batch.map(({ update }) => update))
    writing = false
    if (abandoned) return
    // From the first failure on all are written again, those behind it that succeeded too: updates are idempotent.
    queue = queue.slice(done)
    for (const entry of batch.slice(0, done)) for (const call of entry.whenDurable) call()
    tell(failure)
    if (done > 0) events.durable()
    if (queue.length === 0) for (const call of whenIdle.splice(0)) call()
    else if (failure === undefined) void pump()
    else scheduleRetry()
  }

  function tell(failure: unknown): void {
    if ((failure !== undefined) === fails) return
    fails = failure !== undefined
    const pad = birth().id
    if (fails) deps.log.error('room.write-failed', { pad, waiting: queue.length, reason: String(failure) })
    else deps.log.info('room.write-recovered', { pad })
    events.failing(fails)
  }

  function scheduleRetry(): void {
    retry = deps.clock.after(retryIn, () => {
      retry = undefined
      retryIn = Math.min(retryIn * 2, LAST_RETRY_MS)
      void pump()
    })
  }

  return {
    write: (update, durable) => {
      queue.push({ update, whenDurable: [durable] })
      if (!fails) retryIn = FIRST_RETRY_MS
      if (!writing && !retry) void pump()
    },
    afterWaiting: (call) => {
      const last = queue.at(-1)
      if (last) last.whenDurable.push(call)
      else call()
    },
    sequence: () => sequence,
    waiting: () => queue.length,
    get fails() {
      return fails
    },
    idle: () => (queue.length === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    abandon: () => {
      abandoned = true
      retry?.cancel()
      const left = queue.length
      queue = []
      for (const call of whenIdle.splice(0)) call()
      whenIdle = []
      return left
    },
  }
}
