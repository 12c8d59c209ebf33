/** The backup's bytes: what goes in comes out, and nothing that was touched is taken for whole. */
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { bytes, padRecord, text } from '../storage/fixtures.ts'
import {
  BACKUP_VERSION,
  BackupError,
  type BackupHead,
  type BackupPad,
  checkBackup,
  decodeBackup,
  encodeBackup,
} from './backup-format.ts'

const PADS: readonly BackupPad[] = [
  { record: padRecord('a'), purged: false, updates: [bytes('a1'), bytes(''), bytes('a2')] },
  { record: padRecord('B', { deletedAt: 5 }), purged: false, updates: [bytes('B1')] },
  { record: padRecord('gone', { deletedAt: 5 }), purged: true, updates: [] },
  { record: padRecord('hurt'), purged: false, damage: { code: 'x', where: 'y' }, updates: [bytes('h')] },
]
const HEAD: BackupHead = { takenAt: 1_700_000_000_000, product: '0.1.0', pads: PADS.length }

async function* each<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

const encoded = async (head: BackupHead = HEAD, pads: readonly BackupPad[] = PADS): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of encodeBackup(head, each(pads))) pieces.push(piece)
  return Buffer.concat(pieces)
}

const code = async (backup: Buffer): Promise<string> => {
  try {
    await checkBackup(each([backup]))
    return 'sound'
  } catch (error) {
    return error instanceof BackupError ? error.code : String(error)
  }
}

test('[BK4] records, updates, deleted, gone and damaged pads come out as they went in, in chunks of any size', async () => {
  const backup = await encoded()
  for (const chunk of [1, 7, 64, backup.length]) {
    const chunks = Array.from({ length: Math.ceil(backup.length / chunk) }, (_, at) =>
      backup.subarray(at * chunk, (at + 1) * chunk),
    )
    const found: unknown[] = []
    const plain = ({ updates, ...facts }: BackupPad) => ({ ...facts, updates: updates.map(text) })
    for await (const pad of decodeBackup(each(chunks))) found.push(plain(pad))
    expect(found).toEqual(PADS.map(plain))
  }
  expect(await checkBackup(each([backup]))).toEqual({ head: HEAD, damagedPads: ['hurt'] })
})

test('[BK5] every single flipped bit is noticed', async () => {
  const backup = await encoded()
  for (let bit = 0; bit < backup.length * 8; bit += 1) {
    const flipped = Buffer.from(backup)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    const found = await code(flipped)
    if (found !== 'backup-damaged' && found !== 'not-a-backup') expect(found, `bit ${bit}`).toBe('noticed')
  }
})

test('[BK5] a backup that ends early or goes on behind its end is refused', async () => {
  const backup = await encoded()
  for (let length = 0; length < backup.length; length += 1) {
    const found = await code(backup.subarray(0, length))
    if (found !== 'backup-damaged' && found !== 'not-a-backup')
      expect(found, `${length} bytes`).toBe('noticed')
  }
  expect(await code(Buffer.concat([backup, Buffer.from('x')]))).toBe('backup-damaged')
})

test('[BK5] a pad that is missing, doubled or out of its place is noticed, though each is sound', async () => {
  const two = (ids: readonly string[]) =>
    encoded(
      { ...HEAD, pads: 2 },
      ids.map((id) => ({ record: padRecord(id), purged: false, updates: [bytes(id)] })),
    )
  const right = await two(['a', 'b'])
  const other = await two(['b', 'a'])
  const entries = right.subarray(0, right.lastIndexOf('{"pads"') - 19)
  const end = other.subarray(other.lastIndexOf('{"pads"') - 19)
  expect(await code(Buffer.concat([entries, right.subarray(entries.length)]))).toBe('sound')
  expect(await code(Buffer.concat([entries, end]))).toBe('backup-damaged')
  expect(await code(await encoded({ ...HEAD, pads: 5 }))).toBe('backup-damaged')
})

test('[BK5] a newer format is refused as newer, with both versions, and what is no backup as that', async () => {
  const backup = await encoded()
  backup.writeUInt32LE(BACKUP_VERSION + 1, 8)
  backup.writeUInt32LE(crc32(backup.subarray(0, 12)), 12)
  await expect(checkBackup(each([backup]))).rejects.toThrow(
    `The backup has format ${BACKUP_VERSION + 1}; this holdfast reads formats up to ${BACKUP_VERSION}.`,
  )
  expect(await code(backup)).toBe('backup-newer')
  expect(await code(Buffer.from('PK\u0003\u0004 something else'.repeat(9)))).toBe('not-a-backup')
})

test('[BK5] an id that no server gives is refused, though every checksum is right', async () => {
  const record = padRecord('../../etc/passwd')
  expect(await code(await encoded({ ...HEAD, pads: 1 }, [{ record, purged: false, updates: [] }]))).toBe(
    'backup-damaged',
  )
})
