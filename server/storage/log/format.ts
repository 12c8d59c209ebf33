/**
 * The small file that says which version of the format the folder has, so that an older server refuses newer data
 * instead of misreading it, and a newer one brings older data forward, step by step. The file has a checksum: a
 * flipped bit must not look like another version. It refuses to know what a step does (migrations.ts).
 */
import { crc32 } from 'node:zlib'
import { type FileSystem, systemCode, writeWhole } from '../file-system.ts'
import { StorageError } from '../storage.ts'
import { FORMAT_VERSION, MIGRATIONS, type Migrations } from './migrations.ts'

const FILE = 'format.json'
/** Stands in a folder while a backup is restored into it: half of a backup is no data to start on. */
const RESTORING = 'restore.unfinished'

const text = (version: number): string => {
  const facts = `{"format":"holdfast-log","version":${version}`
  return `${facts},"checksum":${crc32(Buffer.from(facts))}}\n`
}

/** The stated version, or undefined when the file is not exactly what a server writes. */
const parse = (bytes: Uint8Array): number | undefined => {
  const found = Buffer.from(bytes).toString('latin1')
  const version = Number(/"version":(\d{1,9})/.exec(found)?.[1] ?? Number.NaN)
  return found === text(version) ? version : undefined
}

const readIfThere = async (fileSystem: FileSystem, path: string): Promise<Uint8Array | undefined> => {
  try {
    return await fileSystem.readFile(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return undefined
  }
}

const writeVersion = (fileSystem: FileSystem, folder: string, version: number): Promise<void> =>
  writeWhole(fileSystem, { folder, name: FILE, suffix: '.tmp' }, Buffer.from(text(version)))

/** Marks the folder as half restored; `restored` takes the mark away. */
export const restoring = async (fileSystem: FileSystem, folder: string): Promise<void> =>
  writeWhole(fileSystem, { folder, name: RESTORING, suffix: '.tmp' }, Buffer.from('see docs/operations\n'))

export const restored = async (fileSystem: FileSystem, folder: string): Promise<void> => {
  await fileSystem.remove(`${folder}/${RESTORING}`)
  await fileSystem.syncFolder(folder)
}

/** Refuses a folder into which a restore began and did not end. */
export const refuseHalfRestored = async (fileSystem: FileSystem, folder: string): Promise<void> => {
  if ((await readIfThere(fileSystem, `${folder}/${RESTORING}`)) === undefined) return
  throw new StorageError(
    'restore-unfinished',
    `A restore into ${folder} did not finish, so pads are missing there. Empty the folder and restore again.`,
  )
}

/** Whether the file is there and exactly what a server of this version writes. */
export const formatIsSound = async (fileSystem: FileSystem, folder: string): Promise<boolean> => {
  const bytes = await readIfThere(fileSystem, `${folder}/${FILE}`)
  return bytes !== undefined && parse(bytes) === FORMAT_VERSION
}

/** What `checkFormat` met: a damaged file (kept aside), and the version that was brought forward. */
export interface FormatCheck {
  readonly damaged: boolean
  readonly broughtForwardFrom: number | undefined
}

/**
 * Checks the folder's version and brings older data forward. The version is written after each step: a step that a
 * crash cut short is run again from its beginning. Rejects with `newer-format`, or `older-format` where no step
 * begins at the version found.
 */
export const checkFormat = async (
  fileSystem: FileSystem,
  folder: string,
  migrations: Migrations = MIGRATIONS,
  current: number = FORMAT_VERSION,
): Promise<FormatCheck> => {
  const bytes = await readIfThere(fileSystem, `${folder}/${FILE}`)
  const found = bytes === undefined ? undefined : parse(bytes)
  if (found === undefined) {
    if (bytes !== undefined) await fileSystem.rename(`${folder}/${FILE}`, `${folder}/${FILE}.damaged`)
    await writeVersion(fileSystem, folder, current)
    return { damaged: bytes !== undefined, broughtForwardFrom: undefined }
  }
  if (found > current) {
    throw new StorageError(
      'newer-format',
      `The data in ${folder} has format ${found}; this server knows formats up to ${current}. Start the newer server again, or use another data folder.`,
    )
  }
  const steps = Array.from(
    { length: current - found },
    (_, at) => [found + at, migrations[found + at]] as const,
  )
  const missing = steps.find(([, step]) => step === undefined)
  if (missing !== undefined) {
    throw new StorageError(
      'older-format',
      `The data in ${folder} has format ${found}, and this server cannot bring format ${missing[0]} forward. Nothing was changed. Start a release that can first.`,
    )
  }
  for (const [version, step] of steps) {
    await step?.(fileSystem, folder)
    await writeVersion(fileSystem, folder, version + 1)
  }
  return { damaged: false, broughtForwardFrom: found < current ? found : undefined }
}
