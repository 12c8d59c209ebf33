/**
 * One file of the log: its head, and reading it whole into records and bad stretches. The head is there twice, and
 * besides number and salt it says how many bytes of the *previous* segment count, so that a segment whose last
 * write failed needs no repair: its successor says where it ends. It refuses to judge what a bad stretch means;
 * that needs the neighbours (recovery.ts).
 */
import { crc32 } from 'node:zlib'
import { decodeHeader, HEADER_BYTES, MAGIC_BYTES, type SegmentSeed, type StoredHeader } from './record.ts'

export interface SegmentHead extends SegmentSeed {
  /** Bytes of segment `number - 1` that count. */
  readonly previousEnd: number
}

export type SegmentItem =
  | { readonly kind: 'record'; readonly offset: number; readonly end: number; readonly header: StoredHeader }
  /** The header is sound, its payload is not. */
  | { readonly kind: 'payload'; readonly offset: number; readonly end: number; readonly header: StoredHeader }
  /** No sound header from `offset` until `end`, where one lies or the file ends. */
  | { readonly kind: 'unreadable'; readonly offset: number; readonly end: number }

const HEAD_MAGIC = 0x314c4648
const COPY_BYTES = 32
export const HEAD_BYTES: number = 2 * COPY_BYTES

export const segmentName = (number: number): string => `${String(number).padStart(8, '0')}.log`
export const segmentNumber = (name: string): number | undefined => {
  const match = /^(\d{8,})\.log$/.exec(name)
  return match === null ? undefined : Number(match[1])
}

/** Written twice in a row: a flipped bit in the one leaves the other. */
export const encodeHead = (head: SegmentHead): Buffer => {
  const bytes = Buffer.alloc(HEAD_BYTES)
  bytes.writeUInt32LE(HEAD_MAGIC, 0)
  bytes.writeUInt32LE(head.number, 8)
  bytes.writeUInt32LE(head.salt, 12)
  bytes.writeUIntLE(head.previousEnd, 16, 6)
  bytes.writeUInt32LE(crc32(bytes.subarray(8, COPY_BYTES)), 4)
  bytes.copy(bytes, COPY_BYTES, 0, COPY_BYTES)
  return bytes
}

const decodeCopy = (bytes: Buffer): SegmentHead | undefined => {
  if (bytes.length < COPY_BYTES || bytes.readUInt32LE(0) !== HEAD_MAGIC) return undefined
  if (bytes.readUInt32LE(4) !== crc32(bytes.subarray(8, COPY_BYTES))) return undefined
  return {
    number: bytes.readUInt32LE(8),
    salt: bytes.readUInt32LE(12),
    previousEnd: bytes.readUIntLE(16, 6),
  }
}

/** The head, and whether both copies were sound. */
export const decodeHead = (bytes: Buffer): { head: SegmentHead | undefined; sound: boolean } => {
  const first = decodeCopy(bytes.subarray(0, COPY_BYTES))
  const second = decodeCopy(bytes.subarray(COPY_BYTES, HEAD_BYTES))
  return { head: first ?? second, sound: first !== undefined && second !== undefined }
}

/** Where the next sound header lies, at or behind `from`; the end of `bytes` when there is none. */
const nextHeader = (bytes: Buffer, from: number, seed: SegmentSeed): number => {
  let at = bytes.indexOf(MAGIC_BYTES, from)
  while (at !== -1) {
    if (decodeHeader(bytes, at, seed) !== undefined) return at
    at = bytes.indexOf(MAGIC_BYTES, at + 1)
  }
  return bytes.length
}

/** A segment's bytes (cut to what counts) from behind its head as items that cover it without a gap. */
export function* readItems(bytes: Buffer, seed: SegmentSeed): Generator<SegmentItem> {
  let offset = HEAD_BYTES
  while (offset < bytes.length) {
    const header = decodeHeader(bytes, offset, seed)
    if (header === undefined) {
      const end = nextHeader(bytes, Math.min(offset + 1, bytes.length), seed)
      yield { kind: 'unreadable', offset, end }
      offset = end
      continue
    }
    const payloadEnd = header.payloadStart + header.payloadLength
    const whole =
      payloadEnd <= bytes.length &&
      crc32(bytes.subarray(header.payloadStart, payloadEnd)) === header.payloadChecksum
    // A payload that runs past the end may hide sound records that were written behind its own lost bytes.
    const end = payloadEnd <= bytes.length ? payloadEnd : nextHeader(bytes, offset + HEADER_BYTES, seed)
    yield { kind: whole ? 'record' : 'payload', offset, end, header }
    offset = end
  }
}
