/**
 * A backup as bytes: an opening that says which format it is, one entry for each pad, and an end that counts them
 * and holds a digest of everything before. Each entry has checksums of its own, so that damage is named by its pad;
 * the digest finds what is missing, doubled or out of order. It refuses to know where the bytes come from or go.
 *
 * Layout, little-endian. Opening: `HOLDFAST` 8 · version 4 · checksum of these 4. Entry: type 1 · JSON length 4 ·
 * body length 6 · checksum of type, lengths and JSON 4 · checksum of the body 4 · JSON · body. Checksums are CRC-32.
 */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { isPadId } from '../../protocol/pad-id.ts'
import type { Damage, PadRecord } from '../storage/storage.ts'
import { createByteReader } from './byte-reader.ts'

export const BACKUP_VERSION = 1

export interface BackupHead {
  /** Milliseconds since 1970: the moment all pads are from. */
  readonly takenAt: number
  /** Version of the program that wrote it. */
  readonly product: string
  readonly pads: number
}

/** One pad: its record and the updates its document is made of, the first perhaps a snapshot. */
export interface BackupPad {
  readonly record: PadRecord
  /** Its content was forgotten for good before the backup. */
  readonly purged: boolean
  /** Present when only the last good state could be read. */
  readonly damage?: Damage
  readonly updates: readonly Uint8Array[]
}

export class BackupError extends Error {
  readonly code: 'not-a-backup' | 'backup-newer' | 'backup-damaged'
  constructor(code: BackupError['code'], message: string) {
    super(message)
    this.name = 'BackupError'
    this.code = code
  }
}

const MAGIC = Buffer.from('HOLDFAST', 'latin1')
const OPENING_BYTES = 16
const FIXED_BYTES = 19
const TYPES = ['head', 'pad', 'end'] as const
type EntryType = (typeof TYPES)[number]
/** A pad's entry lists the lengths of its updates: a few bytes for each. */
const MAX_JSON_BYTES = 64 * 1024 * 1024

const opening = (version: number): Buffer => {
  const bytes = Buffer.alloc(OPENING_BYTES)
  MAGIC.copy(bytes)
  bytes.writeUInt32LE(version, 8)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 12)), 12)
  return bytes
}

const entry = (type: EntryType, facts: unknown, body: readonly Uint8Array[] = []): Uint8Array[] => {
  const json = Buffer.from(JSON.stringify(facts), 'utf8')
  const fixed = Buffer.alloc(FIXED_BYTES)
  fixed.writeUInt8(TYPES.indexOf(type) + 1, 0)
  fixed.writeUInt32LE(json.length, 1)
  fixed.writeUIntLE(
    body.reduce((sum, part) => sum + part.length, 0),
    5,
    6,
  )
  fixed.writeUInt32LE(crc32(json, crc32(fixed.subarray(0, 11))), 11)
  fixed.writeUInt32LE(
    // Of nothing, zlib answers 0 instead of what came before.
    body.reduce((sum, part) => (part.length === 0 ? sum : crc32(part, sum)), 0),
    15,
  )
  return [fixed, json, ...body]
}

/** The whole backup, piece by piece. */
export async function* encodeBackup(
  head: BackupHead,
  pads: AsyncIterable<BackupPad>,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256')
  const told = (pieces: readonly Uint8Array[]): readonly Uint8Array[] => {
    for (const piece of pieces) digest.update(piece)
    return pieces
  }
  yield* told([opening(BACKUP_VERSION), ...entry('head', head)])
  let count = 0
  for await (const { updates, ...facts } of pads) {
    yield* told(entry('pad', { ...facts, updates: updates.map(({ length }) => length) }, updates))
    count += 1
  }
  yield* entry('end', { pads: count, sha256: digest.digest('hex') })
}

const damaged = (where: string): BackupError =>
  new BackupError(
    'backup-damaged',
    `The backup is damaged: ${where}. Nothing of it was used. Take another copy of it, or an older backup.`,
  )

const asPad = (facts: unknown, body: Buffer, where: string): BackupPad => {
  const { record, purged, damage, updates: lengths } = facts as BackupPad & { updates: readonly number[] }
  const sound =
    isPadId(record?.id ?? '') &&
    [record.generation, record.title].every((text) => typeof text === 'string') &&
    [record.createdAt, record.updatedAt, record.deletedAt ?? 0].every(Number.isSafeInteger) &&
    Array.isArray(lengths) &&
    lengths.every((length) => Number.isSafeInteger(length) && length >= 0) &&
    lengths.reduce((sum, length) => sum + length, 0) === body.length
  if (!sound) throw damaged(`${where} does not describe a pad`)
  let at = 0
  const updates = lengths.map((length) => {
    at += length
    return body.subarray(at - length, at)
  })
  return { record, purged: purged === true, ...(damage !== undefined && { damage }), updates }
}

const checkOpening = (bytes: Buffer): void => {
  if (bytes.length < OPENING_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new BackupError('not-a-backup', 'This is no backup of Holdfast, or its first bytes are damaged.')
  }
  if (bytes.readUInt32LE(12) !== crc32(bytes.subarray(0, 12))) throw damaged('its first 16 bytes')
  const version = bytes.readUInt32LE(8)
  if (version > BACKUP_VERSION) {
    throw new BackupError(
      'backup-newer',
      `The backup has format ${version}; this holdfast reads formats up to ${BACKUP_VERSION}. Use the release that wrote it, or a newer one.`,
    )
  }
}

/**
 * Reads a backup and checks all of it: every pad is sound when it is yielded, and the backup as a whole when this
 * ends. Whoever must not act on half a backup reads it to the end first. Throws BackupError.
 */
export async function* decodeBackup(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<BackupPad, BackupHead> {
  const reader = createByteReader(chunks)
  const digest = createHash('sha256')
  const first = await reader.take(OPENING_BYTES)
  checkOpening(first)
  digest.update(first)
  let head: BackupHead | undefined
  let pads = 0
  for (;;) {
    const where = head === undefined ? 'its head' : `entry ${pads + 1} of ${head.pads}`
    const fixed = await reader.take(FIXED_BYTES)
    if (fixed.length < FIXED_BYTES) throw damaged(`it ends in ${where}`)
    const jsonLength = fixed.readUInt32LE(1)
    if (jsonLength > MAX_JSON_BYTES) throw damaged(where)
    const json = await reader.take(jsonLength)
    const type = TYPES[fixed.readUInt8(0) - 1]
    if (fixed.readUInt32LE(11) !== crc32(json, crc32(fixed.subarray(0, 11))) || type === undefined)
      throw damaged(where)
    const facts = parsed(json) ?? {}
    if (type === 'end') {
      const { pads: stated, sha256 } = facts as { pads: number; sha256: string }
      // It has no body, and nothing lies behind it.
      if (fixed.readUIntLE(5, 6) !== 0 || fixed.readUInt32LE(15) !== 0) throw damaged(where)
      const trailing = await reader.take(1)
      if (head === undefined || stated !== pads || head.pads !== pads || trailing.length > 0)
        throw damaged('pads are missing or doubled')
      if (sha256 !== digest.digest('hex')) throw damaged('its entries are not those it was written with')
      return head
    }
    const body = await reader.take(fixed.readUIntLE(5, 6))
    if (body.length !== fixed.readUIntLE(5, 6) || fixed.readUInt32LE(15) !== crc32(body))
      throw damaged(type === 'pad' ? `${where}, pad ${asId(facts)}` : where)
    for (const piece of [fixed, json, body]) digest.update(piece)
    if ((type === 'head') !== (head === undefined)) throw damaged(where)
    if (type === 'head') head = facts as BackupHead
    else {
      yield asPad(facts, body, where)
      pads += 1
    }
  }
}

/** Undefined where a checksum agrees with what no server writes. */
const parsed = (json: Buffer): object | undefined => {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const asId = (facts: unknown): string => {
  const id = (facts as Partial<BackupPad>).record?.id ?? ''
  return isPadId(id) ? id : 'unknown'
}

/** Reads the whole backup and throws what is wrong with it. */
export async function checkBackup(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: BackupHead; damagedPads: string[] }> {
  const pads = decodeBackup(chunks)
  const damagedPads: string[] = []
  for (;;) {
    const next = await pads.next()
    if (next.done === true) return { head: next.value, damagedPads }
    if (next.value.damage !== undefined) damagedPads.push(next.value.record.id)
  }
}
