/**
 * Every living pad as a file of its own, and an index that says which is which. The names begin with the title, for
 * people, and end with the pad's id, so that they are unique on every file system and mean nothing to any shell or
 * system. It reads from a backup: all pads are from one moment, and no document is touched.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXPORT_FORMATS } from '../content/exports.ts'
import { createDocument } from '../rooms/document.ts'
import { systemCode } from '../storage/file-system.ts'
import { padFileName } from '../storage/log/pad-file-name.ts'
import { type BackupPad, decodeBackup } from './backup-format.ts'
import { UsageError } from './outcome.ts'

export const INDEX = 'index.json'
const MAX_SLUG_BYTES = 80

export interface Exported {
  readonly pads: number
  /** Deleted pads, which are left out. */
  readonly deleted: number
  /** Ids of those of which only the last good state could be read. */
  readonly damaged: readonly string[]
  /** Ids of those that could not be written in the format, each with the reason. */
  readonly failed: readonly string[]
}

/** Letters and digits of the title in lower case with single hyphens between; cut between characters. */
const slug = (title: string): string => {
  const words =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  let name = ''
  for (const character of words.join('-')) {
    if (Buffer.byteLength(name + character) > MAX_SLUG_BYTES) break
    name += character
  }
  return name.replace(/-$/, '') || 'untitled'
}

export const exportName = (id: string, title: string, extension: string): string =>
  `${slug(title)}--${padFileName(id)}.${extension}`

const refuseUsed = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  if (names.length > 0)
    throw new UsageError(`${folder} is not empty, and nothing in it is overwritten. Name a new folder.`)
}

/** `format` is one of EXPORT_FORMATS. Rejects with UsageError before anything was written, or BackupError. */
export const exportAll = async (
  backup: AsyncIterable<Uint8Array>,
  folder: string,
  format: string,
): Promise<Exported> => {
  const made = EXPORT_FORMATS[format]
  if (made === undefined) throw new UsageError(`there is no format ${format}`)
  await refuseUsed(folder)
  await mkdir(folder, { recursive: true })
  const index: object[] = []
  const damaged: string[] = []
  const failed: string[] = []
  let deleted = 0

  const exportPad = async ({ record, updates, damage }: BackupPad): Promise<void> => {
    const { id, generation, createdAt, updatedAt } = record
    const document = createDocument({
      snapshot: undefined,
      snapshotSequence: 0,
      updates,
      sequence: updates.length,
    })
    try {
      const title = document.title()
      const file = exportName(id, title, made.extension)
      const content = made.render({
        padId: id,
        generation,
        sequence: updates.length,
        update: document.state(),
      })
      await writeFile(join(folder, file), content, { flag: 'wx' })
      const times = { createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) }
      index.push({ id, title, file, generation, ...times, ...(damage !== undefined && { damage }) })
      if (damage !== undefined) damaged.push(id)
    } catch (error) {
      if (systemCode(error) !== undefined) throw error
      failed.push(`${id}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      document.close()
    }
  }

  for await (const pad of decodeBackup(backup)) {
    if (pad.purged || pad.record.deletedAt !== undefined) deleted += 1
    else await exportPad(pad)
  }
  await writeFile(join(folder, INDEX), `${JSON.stringify({ format, pads: index }, null, 2)}\n`, {
    flag: 'wx',
  })
  return { pads: index.length, deleted, damaged, failed }
}
