/**
 * What a room and the list of pads need of a disk, and nothing else. An engine knows bytes, sequence numbers
 * and pads; it refuses to know Yjs, HTTP and who is connected. Every engine passes the same acceptance suite
 * (acceptance.ts), which is the specification behind these comments.
 */

/** What is known of a pad without opening its document. Times are milliseconds since 1970 (UTC). */
export interface PadRecord {
  readonly id: string
  /** Drawn when the pad comes into being; a client that holds another generation must not merge. */
  readonly generation: string
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  /** When the pad was deleted; absent while it lives. */
  readonly deletedAt?: number
  /** Absent on a pad that was never given any: then links open it for nobody. */
  readonly links?: PadLinks
}

/** What recognises the links of a pad; their secrets are kept nowhere. */
export interface PadLinks {
  /** Absent when the link is switched off. */
  readonly edit?: LinkMark
  readonly read?: LinkMark
  /** How often the read-only link was renewed under this edit link. */
  readonly renewals: number
}

export interface LinkMark {
  /** SHA-256 of the secret, in base64url. */
  readonly hash: string
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

/** Why a pad's stored document cannot be trusted whole, in one sentence for log line and page. */
export interface Damage {
  /** Stable code, e.g. `record-checksum`, `sequence-gap`, `snapshot-checksum`. */
  readonly code: string
  /** Where, e.g. `log/000003.log at byte 8812`. */
  readonly where: string
}

export interface StoredDocument {
  /** One Yjs v1 update with everything up to `snapshotSequence`, or undefined when there is no snapshot yet. */
  readonly snapshot: Uint8Array | undefined
  readonly snapshotSequence: number
  /** The updates behind the snapshot in order; the first has sequence `snapshotSequence + 1`. */
  readonly updates: readonly Uint8Array[]
  /** Sequence of the last update, or of the snapshot when there is none. 0 for a pad never written. */
  readonly sequence: number
  /**
   * Present when something stored could not be read. `snapshot` and `updates` are then the last good state:
   * everything before the first damage. Such a pad is quarantined: append and compact reject.
   */
  readonly damage?: Damage
}

/** One pad as it was when a capture was taken. */
export interface CapturedPad {
  readonly record: PadRecord
  /** Of its last update. */
  readonly sequence: number
  /** Its content was forgotten for good; its id stays known as deleted. */
  readonly purged: boolean
}

/**
 * Every pad as it was at one moment, whatever is written, compacted or purged afterwards. Until it is released the
 * engine keeps what the capture may still read, so disk space is given back later; release it soon.
 */
export interface Capture {
  readonly pads: readonly CapturedPad[]
  /** The document as it was stored at that moment. Rejects with `pad-unknown`. */
  load(id: string): Promise<StoredDocument>
  /** Bytes the document takes where it is stored. Rejects with `pad-unknown`. */
  size(id: string): Promise<number>
  /** May be called twice. */
  release(): void
}

/** Stored bytes that are not as they were written. */
export interface Finding extends Damage {
  /** Absent when nothing says whose bytes they were. */
  readonly padId?: string
}

/** What a look at every stored byte found. */
export interface CheckReport {
  readonly files: number
  readonly bytes: number
  readonly findings: readonly Finding[]
}

export interface Storage {
  /** Every pad that lives or is deleted and not yet purged; a live index, newest change first is the caller's job. */
  pads(): IterableIterator<PadRecord>
  pad(id: string): PadRecord | undefined

  /**
   * Makes a pad known, with its first update when there is content. Resolves when durable.
   * Rejects with StorageError `pad-exists` when the id is known (deleted ones included).
   */
  create(record: PadRecord, firstUpdate?: Uint8Array): Promise<void>

  /**
   * Changes a pad's record; `updatedAt` moves only when the patch says so. Resolves when durable with the new
   * record. `deletedAt: undefined` in the patch restores. Rejects with `pad-unknown`.
   */
  change(id: string, patch: PadPatch): Promise<PadRecord>

  /**
   * Appends one update to the pad's log. Sequences are 1, 2, 3, … in call order. Resolves with the sequence
   * when the update is durable (fsync returned). A rejected append left nothing behind that `load` will return
   * together with a later success: the sequence is free again. `at` becomes `updatedAt`.
   * Rejects with `pad-unknown`, `pad-damaged`, or `write-failed` (disk full, I/O error).
   */
  append(id: string, update: Uint8Array, at: number): Promise<number>

  /** The stored document. Rejects with `pad-unknown`. Pads purged or never written answer with nothing in it. */
  load(id: string): Promise<StoredDocument>

  /**
   * Replaces everything up to `sequence` by one snapshot. Durable when resolved; a crash at any moment leaves
   * either the old or the new form, whole. The log behind all snapshots is dropped in time.
   */
  compact(id: string, sequence: number, snapshot: Uint8Array): Promise<void>

  /** Pads whose updates lie in the log without a snapshot that covers them: work for whoever compacts. */
  uncompacted(): IterableIterator<string>

  /** Forgets a deleted pad's content for good; its id and generation stay known as deleted. Resolves when durable. */
  purge(id: string): Promise<void>

  /** What is stored at this moment, all of it durable: every write that resolved before the call is in it. */
  capture(): Capture

  /** Reads everything that is stored and checks every checksum; writing goes on meanwhile. */
  check(): Promise<CheckReport>

  /**
   * Whether writes work at the moment, for readiness; `reason` is a sentence for an operator. `warning` names
   * stored bytes that could not be read: no reason to turn people away, but one to look at the disk.
   */
  health(): { readonly ok: true; readonly warning?: string } | { readonly ok: false; readonly reason: string }

  /** Bytes the log takes on the disk; of an engine without a log, those of the updates it holds. */
  logBytes(): number

  /** Finishes what is under way, seals the log and releases the folder. */
  close(): Promise<void>
}

export type PadPatch = Partial<Pick<PadRecord, 'title' | 'updatedAt' | 'links'>> & {
  readonly deletedAt?: number | undefined
}

export type StorageErrorCode =
  | 'pad-exists'
  | 'pad-unknown'
  | 'pad-damaged'
  | 'write-failed'
  | 'folder-in-use'
  | 'newer-format'
  | 'older-format'
  | 'restore-unfinished'
  | 'closed'

/** What happened, what was expected and what to do, with a code that stays. */
export class StorageError extends Error {
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.code = code
  }
}
