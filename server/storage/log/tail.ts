/**
 * The end of the log, where records are added: one write and one fdatasync for a whole commit, and a new segment
 * when the current one is full or cannot be trusted. After a failed write or sync nothing of that file is trusted
 * again (a second fsync may report success for pages the kernel dropped: fsyncgate); the next commit begins a new
 * segment, whose head says where the old one ends. It refuses to know pads' states and who waits.
 */
import type { FileSystem, OpenFile } from '../file-system.ts'
import type { SegmentState } from './pad-index.ts'
import { encodeSeal } from './payload.ts'
import { encodeRecord, type RecordDraft, recordBytes } from './record.ts'
import { encodeHead, HEAD_BYTES, segmentName } from './segment.ts'

/** Where a record of a commit went. */
export interface Placed {
  readonly segment: SegmentState
  readonly payloadStart: number
}

export interface Tail {
  /** Durable when resolved; on rejection none of the records counts. */
  commit(records: readonly RecordDraft[], now: number): Promise<Placed[]>
  /** Begins a new segment when the last commit failed: proof that writing works again. */
  recover(now: number): Promise<void>
  /** The number of the segment that is written to, or will be followed by the next one. */
  current(): number
  /** Seals the segment that is open; the log then counts as cleanly closed. */
  close(now: number): Promise<void>
}

export interface TailOptions {
  /** The folder of the segments. */
  readonly folder: string
  readonly segmentBytes: number
  /** The last segment there is; number 0 when the log is empty. */
  readonly last: SegmentState
}

export const UNFINISHED_SEGMENT = '.new'

const sealOf = (segment: SegmentState, now: number): RecordDraft => ({
  type: 'seal',
  padId: '',
  sequence: 0,
  revision: 0,
  time: now,
  payload: encodeSeal({ segment: segment.number, marks: segment.marks }),
})

const encodeAll = (
  records: readonly RecordDraft[],
  seed: { readonly number: number; readonly salt: number },
  start: number,
): { bytes: Buffer; payloadStarts: number[] } => {
  const bytes = Buffer.allocUnsafe(records.reduce((sum, record) => sum + recordBytes(record), 0))
  const payloadStarts: number[] = []
  let at = 0
  for (const record of records) {
    at = encodeRecord(record, bytes, at, { seed, offset: start + at, commit: start })
    payloadStarts.push(start + at - record.payload.length)
  }
  return { bytes, payloadStarts }
}

/** Writes the segment behind `last` with its seal and `records`; it appears whole or not at all. */
export const beginSegment = async (
  fileSystem: FileSystem,
  options: {
    readonly folder: string
    readonly last: SegmentState
    readonly salt: number
    readonly now: number
  },
  records: readonly RecordDraft[],
): Promise<{ file: OpenFile; segment: SegmentState }> => {
  const number = options.last.number + 1
  const path = `${options.folder}/${segmentName(number)}`
  const head = encodeHead({ number, salt: options.salt, previousEnd: options.last.end })
  const { bytes } = encodeAll(
    [sealOf(options.last, options.now), ...records],
    { number, salt: options.salt },
    HEAD_BYTES,
  )
  const file = await fileSystem.open(`${path}${UNFINISHED_SEGMENT}`, 'create')
  try {
    await file.write(Buffer.concat([head, bytes]), 0)
    await file.datasync()
    await fileSystem.rename(`${path}${UNFINISHED_SEGMENT}`, path)
    await fileSystem.syncFolder(options.folder)
  } catch (error) {
    await file.close()
    throw error
  }
  const segment = {
    number,
    end: HEAD_BYTES + bytes.length,
    marks: new Map(),
    damaged: false,
    overhang: false,
  }
  return { file, segment }
}

export const createTail = (
  options: TailOptions,
  deps: {
    readonly fileSystem: FileSystem
    readonly random32: () => number
    readonly begun: (segment: SegmentState) => void
  },
): Tail => {
  let last = options.last
  let open: { file: OpenFile; salt: number } | undefined
  let broken = false

  const abandon = async (): Promise<void> => {
    broken = true
    const file = open?.file
    open = undefined
    last.overhang = true
    try {
      // The successor's head is what counts; this only gives the space back early.
      await file?.truncate(last.end)
      await file?.datasync()
    } catch {
      // The disk just said no; it may say no again.
    }
    await file?.close().catch(() => undefined)
  }

  const begin = async (now: number): Promise<{ file: OpenFile; salt: number }> => {
    const salt = deps.random32()
    const { file, segment } = await beginSegment(
      deps.fileSystem,
      { folder: options.folder, last, salt, now },
      [],
    )
    await open?.file.close().catch(() => undefined)
    open = { file, salt }
    last = segment
    broken = false
    deps.begun(segment)
    return open
  }

  return {
    async commit(records, now) {
      let target = open
      if (target === undefined || last.end >= options.segmentBytes) {
        try {
          target = await begin(now)
        } catch (error) {
          await abandon()
          throw error
        }
      }
      const seed = { number: last.number, salt: target.salt }
      const { bytes, payloadStarts } = encodeAll(records, seed, last.end)
      try {
        await target.file.write(bytes, last.end)
        await target.file.datasync()
      } catch (error) {
        await abandon()
        throw error
      }
      last.end += bytes.length
      const segment = last
      return payloadStarts.map((payloadStart) => ({ segment, payloadStart }))
    },

    async recover(now) {
      if (broken) await begin(now)
    },

    current: () => last.number,

    async close(now) {
      if (open === undefined) return
      const { file, salt } = open
      open = undefined
      try {
        const { bytes } = encodeAll([sealOf(last, now)], { number: last.number, salt }, last.end)
        await file.write(bytes, last.end)
        await file.datasync()
      } finally {
        await file.close().catch(() => undefined)
      }
    },
  }
}
