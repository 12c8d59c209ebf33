/**
 * One pad's snapshot as a file: the pad's own record and numbers in a checksummed head that start-up reads alone,
 * and the document's bytes with a checksum of their own. Written whole under a temporary name; the one before is
 * kept as the last good state. It refuses to know which snapshots there should be.
 *
 * Layout, little-endian: magic 4 · head checksum 4 · JSON length 4 · document length 6 · document checksum 4 ·
 * JSON · document
 */
import { crc32 } from 'node:zlib'
import { type FileSystem, writeWhole } from '../file-system.ts'
import type { PadRecord } from '../storage.ts'
import { snapshotName } from './pad-file-name.ts'

export interface SnapshotHead {
  readonly record: PadRecord
  /** The last update inside. */
  readonly sequence: number
  readonly revision: number
  /** The pad's last durable update when this was written; its time is in `record.updatedAt`. */
  readonly seen: number
}

const MAGIC = 0x31534648
const FIXED_BYTES = 22
/** One read mostly brings the whole head. */
const FIRST_READ_BYTES = 1024
export const UNFINISHED_SNAPSHOT = '.tmp'

export const writeSnapshot = async (
  fileSystem: FileSystem,
  folder: string,
  head: SnapshotHead,
  document: Uint8Array,
): Promise<void> => {
  const json = Buffer.from(JSON.stringify(head), 'utf8')
  const bytes = Buffer.alloc(FIXED_BYTES + json.length + document.length)
  bytes.writeUInt32LE(MAGIC, 0)
  bytes.writeUInt32LE(json.length, 8)
  bytes.writeUIntLE(document.length, 12, 6)
  bytes.writeUInt32LE(crc32(document), 18)
  bytes.set(json, FIXED_BYTES)
  bytes.writeUInt32LE(crc32(bytes.subarray(8, FIXED_BYTES + json.length)), 4)
  bytes.set(document, FIXED_BYTES + json.length)
  const name = snapshotName(head.record.id, head.sequence)
  await writeWhole(fileSystem, { folder, name, suffix: UNFINISHED_SNAPSHOT }, bytes)
}

interface Parsed {
  readonly head: SnapshotHead
  readonly documentStart: number
  readonly documentLength: number
  readonly checksum: number
}

const headBytes = (bytes: Buffer): number =>
  bytes.length < FIXED_BYTES ? Number.POSITIVE_INFINITY : FIXED_BYTES + bytes.readUInt32LE(8)

const parse = (bytes: Buffer): Parsed | undefined => {
  const documentStart = headBytes(bytes)
  if (documentStart > bytes.length || bytes.readUInt32LE(0) !== MAGIC) return undefined
  if (bytes.readUInt32LE(4) !== crc32(bytes.subarray(8, documentStart))) return undefined
  return {
    head: JSON.parse(bytes.toString('utf8', FIXED_BYTES, documentStart)) as SnapshotHead,
    documentStart,
    documentLength: bytes.readUIntLE(12, 6),
    checksum: bytes.readUInt32LE(18),
  }
}

/** The head alone, or undefined when it is damaged or the file has not the length it states. */
export const readSnapshotHead = async (
  fileSystem: FileSystem,
  path: string,
): Promise<SnapshotHead | undefined> => {
  const file = await fileSystem.open(path, 'read')
  try {
    const size = await file.size()
    let bytes = Buffer.from(await file.read(0, Math.min(size, FIRST_READ_BYTES)))
    const wanted = headBytes(bytes)
    if (wanted > bytes.length && wanted <= size) bytes = Buffer.from(await file.read(0, wanted))
    const parsed = parse(bytes)
    if (parsed === undefined || parsed.documentStart + parsed.documentLength !== size) return undefined
    return parsed.head
  } finally {
    await file.close()
  }
}

/** Head and document, or undefined when any bit of it is damaged. */
export const decodeSnapshot = (bytes: Buffer): { head: SnapshotHead; document: Uint8Array } | undefined => {
  const parsed = parse(bytes)
  if (parsed === undefined || parsed.documentStart + parsed.documentLength !== bytes.length) return undefined
  const document = bytes.subarray(parsed.documentStart)
  return crc32(document) === parsed.checksum ? { head: parsed.head, document } : undefined
}

export const readSnapshot = async (
  fileSystem: FileSystem,
  path: string,
): Promise<ReturnType<typeof decodeSnapshot>> => decodeSnapshot(Buffer.from(await fileSystem.readFile(path)))
