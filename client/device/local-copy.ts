/**
 * Writes one open pad's copy to this device: what changes goes in, one write at a time, and each write is
 * reported as committed or failed. After a failure nothing is assumed to be stored: the next write carries the
 * whole document. It stays small by merging what piled up. Bytes are opaque here.
 */
import type { Copies, CopyEntry, CopySize, StoredCopy } from './copies.ts'
import { asDeviceError, type DeviceFailure } from './failure.ts'
import { confirmed, joined, type Tallies, unsavedIn } from './unsaved.ts'

export interface KeptReport {
  /** Every change handed in so far is committed to this device's storage. */
  readonly kept: boolean
  /** Why the last write did not succeed; undefined while all goes well. */
  readonly failure: DeviceFailure | undefined
}

export interface LocalCopyOptions {
  readonly pad: string
  /** Empty while the pad has not come into being on the server. */
  readonly generation: string
  /** Random, of this page alone. */
  readonly tab: string
  /** This copy as it was read when the page opened. */
  readonly found: StoredCopy | undefined
  /** A copy from before the pad came into being, which this one takes up. */
  readonly unborn?: StoredCopy | undefined
  /** Why reading failed, when it did. */
  readonly failure?: DeviceFailure | undefined
  /** The whole document at this moment. */
  whole(): Uint8Array
  title(): string
  onReport(report: KeptReport): void
}

export interface LocalCopyDeps {
  readonly copies: Copies
  now(): number
  setTimeout(run: () => void, ms: number): number
  clearTimeout(timer: number): void
}

export interface LocalCopy {
  /** Something changed; `own` when this user did it. */
  write(update: Uint8Array, own: boolean): void
  /** The server confirmed everything that is in the document. */
  settled(): void
  /** The pad came into being and has this generation from now on. */
  born(generation: string): void
  close(): void
}

const FIRST_RETRY_MS = 2000
const LAST_RETRY_MS = 30_000
/** Below this merging saves nothing worth a write of the document. */
const SMALL_BYTES = 4096
const MANY = 500
const MANY_AT_OPENING = 64

const piledUp = ({ stateBytes, appendedBytes, appended }: CopySize): boolean =>
  appended > MANY || appendedBytes > Math.max(stateBytes, SMALL_BYTES)

/** Stricter, so that what lies there between two visits is at most twice the document. */
const piledUpAtOpening = ({ stateBytes, appendedBytes, appended }: CopySize): boolean =>
  appended > MANY_AT_OPENING || appendedBytes > stateBytes

export const createLocalCopy = (options: LocalCopyOptions, deps: LocalCopyDeps): LocalCopy => {
  let { generation } = options
  let takesUnborn = options.unborn !== undefined
  let waiting: Uint8Array[] = []
  /** Nothing, or not enough, is stored: only the whole document will do. */
  let incomplete = options.found === undefined || takesUnborn
  let merging = options.found !== undefined && piledUpAtOpening(options.found)
  let untold = false
  let writing = false
  let tallies: Tallies = joined(options.found?.tallies ?? {}, options.unborn?.tallies ?? {})
  let failure = options.failure
  let pause = FIRST_RETRY_MS
  let retry: number | undefined
  let closed = false
  /** A pad that nobody wrote in leaves no trace. */
  let touched = options.found !== undefined || takesUnborn

  const entry = (): CopyEntry => ({
    pad: options.pad,
    generation,
    title: options.title(),
    changedAt: deps.now(),
    tallies,
  })

  const report = (): void => {
    if (!closed) options.onReport({ kept: !incomplete && waiting.length === 0 && !writing, failure })
  }

  const store = async (): Promise<void> => {
    const updates = waiting
    waiting = []
    untold = false
    if (!incomplete && !merging) {
      if (updates.length === 0) return deps.copies.tell(entry())
      const size = await deps.copies.append(entry(), updates)
      merging = size !== undefined && piledUp(size)
      // Somebody cleared this site's data, or dismissed the copy in another tab.
      incomplete = size === undefined
      return
    }
    const life = generation
    await deps.copies.fold(entry(), options.whole(), takesUnborn)
    merging = false
    // The pad may have come into being meanwhile: then this went into the copy from before.
    if (generation !== life) return
    incomplete = false
    takesUnborn = false
  }

  const due = (): boolean => touched && (incomplete || merging || untold || waiting.length > 0)

  const pump = async (): Promise<void> => {
    if (writing || retry !== undefined) return
    writing = true
    while (due() && !closed) {
      try {
        await store()
        failure = undefined
        pause = FIRST_RETRY_MS
      } catch (cause) {
        failure = asDeviceError(cause, 'Keeping the text on this device').code
        incomplete = true
        waiting = []
        tryLater()
        break
      }
    }
    writing = false
    report()
  }

  function tryLater(): void {
    // A browser without storage does not get one while the page is open.
    if (closed || failure === 'missing') return
    retry = deps.setTimeout(() => {
      retry = undefined
      void pump()
    }, pause)
    pause = Math.min(pause * 2, LAST_RETRY_MS)
  }

  void pump()
  if (failure !== undefined) report()

  return {
    write: (update, own) => {
      touched = true
      // While a retry is due the next write carries the whole document anyway.
      if (retry === undefined && failure !== 'missing') waiting.push(update)
      if (own) {
        const [made, done] = tallies[options.tab] ?? [0, 0]
        tallies = { ...tallies, [options.tab]: [made + 1, done] }
      }
      if (failure !== 'missing') void pump()
    },
    settled: () => {
      if (unsavedIn(tallies) === 0) return
      tallies = joined(tallies, confirmed(tallies))
      untold = true
      if (failure === undefined) void pump()
    },
    born: (now) => {
      if (generation !== '') return
      generation = now
      takesUnborn = true
      incomplete = true
      if (failure !== 'missing') void pump()
    },
    close: () => {
      closed = true
      if (retry !== undefined) deps.clearTimeout(retry)
    },
  }
}
