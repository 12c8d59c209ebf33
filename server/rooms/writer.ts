/**
 * Puts a room's updates on the disk in the order in which the room took them, and says when they are there.
 * While the disk refuses, updates wait in memory and are tried again; nobody is told that they are saved, and
 * nothing that came later is called durable before them.
 */
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Tally } from '../metrics/tally.ts'
import type { PadRecord, Storage } from '../storage/storage.ts'

export interface WriterDeps {
  readonly storage: Pick<Storage, 'pad' | 'create' | 'append'>
  readonly log: Log
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly tally: Pick<Tally, 'updated' | 'acknowledged'>
}

export interface WriterEvents {
  /** The update is durable, and so is everything written before it. */
  durable(): void
  /** The first failure after a success, or the first success after failures. */
  failing(fails: boolean): void
}

/** Called with the sequence under which the update is stored. */
export type Durable = (sequence: number) => void

interface Waiting {
  readonly update: Uint8Array
  /** Milliseconds since 1970. */
  readonly since: number
  readonly whenDurable: Durable[]
}

interface Written {
  /** Sequences of the updates that are durable, from the first on. */
  readonly sequences: readonly number[]
  /** The highest sequence the storage gave out, also behind a failure. */
  readonly last: number
  readonly failure?: unknown
}

export interface Writer {
  /** `durable` is called once, in order. The pad comes into being with its first update. */
  write(update: Uint8Array, durable: Durable): void
  /** Calls back when everything that waits now is durable; at once when nothing waits. */
  afterWaiting(call: () => void): void
  /** Sequence of the last durable update; it moves together with the calls of `durable`. */
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
  let queue: Waiting[] = []
  let sequence = startSequence
  let writing = false
  let fails = false
  let abandoned = false
  let retryIn = FIRST_RETRY_MS
  let retry: Timer | undefined
  let whenIdle: (() => void)[] = []

  /** Appends everything that waits, and makes the pad with the first of it when there is none. */
  async function writeAll(updates: readonly Uint8Array[]): Promise<Written> {
    const record = birth()
    const made: number[] = []
    if (!deps.storage.pad(record.id)) {
      try {
        await deps.storage.create(record, updates[0])
        made.push(1)
      } catch (failure) {
        return { sequences: [], last: sequence, failure }
      }
    }
    const appends = updates
      .slice(made.length)
      .map((update) => deps.storage.append(record.id, update, deps.clock.now()))
    const results = await Promise.allSettled(appends)
    const stored = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    const last = Math.max(sequence, ...made, ...stored)
    const failed = results.find((result) => result.status === 'rejected')
    if (!failed) return { sequences: [...made, ...stored], last }
    return { sequences: [...made, ...stored.slice(0, results.indexOf(failed))], last, failure: failed.reason }
  }

  async function pump(): Promise<void> {
    writing = true
    const batch = queue.slice()
    const { sequences, last, failure } = await writeAll(batch.map(({ update }) => update))
    const done = sequences.length
    writing = false
    if (abandoned) return
    // In one go with the calls below: whoever reads the sequence must already have been told what it covers.
    sequence = last
    // From the first failure on all are written again, those behind it that succeeded too: updates are idempotent.
    queue = queue.slice(done)
    const now = deps.clock.now()
    batch.slice(0, done).forEach(({ since, whenDurable }, index) => {
      deps.tally.acknowledged(Math.max(0, now - since))
      for (const call of whenDurable) call(sequences[index] as number)
    })
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
      deps.tally.updated(update.length)
      queue.push({ update, since: deps.clock.now(), whenDurable: [durable] })
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
