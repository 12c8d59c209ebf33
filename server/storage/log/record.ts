/**
 * One record of the log as bytes and back. A record's header says whose it is and how long, and has a checksum of
 * its own, so that a damaged payload can still be attributed to its pad. The header's checksum is bound to the
 * segment's salt and to the record's place: bytes inside someone's update can never pass for a record when a
 * reader looks for the next one behind damage. It refuses to know files and what a sequence of records means.
 *
 * Layout, little-endian: magic 4 · header checksum 4 · type 1 · id length 1 · zero 2 · payload length 4 ·
 * payload checksum 4 · sequence 6 · revision 6 · time 6 · commit 6 · id · payload
 */
import { crc32 } from 'node:zlib'

/**
 * `update`: one Yjs update. `pad`: a pad's record as JSON. `birth`: record and first update as one, so that a
 * crash leaves both or none. `seal`: the last sequences of a whole segment.
 */
export type RecordType = 'update' | 'pad' | 'birth' | 'seal'

export interface RecordHeader {
  readonly type: RecordType
  /** Empty for a seal. */
  readonly padId: string
  /** Of the pad's last update, this record included. */
  readonly sequence: number
  /** Of the pad's last change of its own record, this record included. */
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly time: number
}

export interface RecordDraft extends RecordHeader {
  readonly payload: Uint8Array
}

export interface StoredHeader extends RecordHeader {
  /** Where in the segment the commit began that brought this record: all before was synced by then. */
  readonly commit: number
  readonly payloadStart: number
  readonly payloadLength: number
  readonly payloadChecksum: number
}

/** What a record's checksum is bound to. */
export interface SegmentSeed {
  readonly number: number
  readonly salt: number
}

const MAGIC = 0x31524648
export const MAGIC_BYTES: Uint8Array = Buffer.from('HFR1', 'latin1')
export const HEADER_BYTES = 44
const TYPES: readonly RecordType[] = ['update', 'pad', 'birth', 'seal']
const NUMBER_BYTES = 6

export const recordBytes = (record: RecordDraft): number =>
  HEADER_BYTES + Buffer.byteLength(record.padId, 'latin1') + record.payload.length

const place = Buffer.alloc(14)
const bound = (seed: SegmentSeed, offset: number): number => {
  place.writeUInt32LE(seed.salt, 0)
  place.writeUInt32LE(seed.number, 4)
  place.writeUIntLE(offset, 8, NUMBER_BYTES)
  return crc32(place)
}

/** Writes the record into `target` at `at`; it will lie at `offset` of its segment. Returns the end in `target`. */
export const encodeRecord = (
  record: RecordDraft,
  target: Buffer,
  at: number,
  where: { readonly seed: SegmentSeed; readonly offset: number; readonly commit: number },
): number => {
  const idLength = target.write(record.padId, at + HEADER_BYTES, 'latin1')
  const payloadStart = at + HEADER_BYTES + idLength
  target.writeUInt32LE(MAGIC, at)
  target.writeUInt8(TYPES.indexOf(record.type) + 1, at + 8)
  target.writeUInt8(idLength, at + 9)
  target.writeUInt16LE(0, at + 10)
  target.writeUInt32LE(record.payload.length, at + 12)
  target.writeUInt32LE(crc32(record.payload), at + 16)
  target.writeUIntLE(record.sequence, at + 20, NUMBER_BYTES)
  target.writeUIntLE(record.revision, at + 26, NUMBER_BYTES)
  target.writeUIntLE(record.time, at + 32, NUMBER_BYTES)
  target.writeUIntLE(where.commit, at + 38, NUMBER_BYTES)
  target.writeUInt32LE(crc32(target.subarray(at + 8, payloadStart), bound(where.seed, where.offset)), at + 4)
  target.set(record.payload, payloadStart)
  return payloadStart + record.payload.length
}

/** The header at `offset` of a whole segment, or undefined when no sound header lies there. */
export const decodeHeader = (bytes: Buffer, offset: number, seed: SegmentSeed): StoredHeader | undefined => {
  if (offset + HEADER_BYTES > bytes.length || bytes.readUInt32LE(offset) !== MAGIC) return undefined
  const payloadStart = offset + HEADER_BYTES + bytes.readUInt8(offset + 9)
  if (payloadStart > bytes.length) return undefined
  const checksum = crc32(bytes.subarray(offset + 8, payloadStart), bound(seed, offset))
  const type = TYPES[bytes.readUInt8(offset + 8) - 1]
  if (checksum !== bytes.readUInt32LE(offset + 4) || type === undefined) return undefined
  return {
    type,
    padId: bytes.toString('latin1', offset + HEADER_BYTES, payloadStart),
    sequence: bytes.readUIntLE(offset + 20, NUMBER_BYTES),
    revision: bytes.readUIntLE(offset + 26, NUMBER_BYTES),
    time: bytes.readUIntLE(offset + 32, NUMBER_BYTES),
    commit: bytes.readUIntLE(offset + 38, NUMBER_BYTES),
    payloadStart,
    payloadLength: bytes.readUInt32LE(offset + 12),
    payloadChecksum: bytes.readUInt32LE(offset + 16),
  }
}
