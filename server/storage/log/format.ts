/**
 * The small file that says which version of the format the folder has, so that an older server refuses newer data
 * instead of misreading it. The file has a checksum: a flipped bit must not look like a newer version. It refuses
 * to convert anything.
 */
import { crc32 } from 'node:zlib'
import { type FileSystem, systemCode, writeWhole } from '../file-system.ts'
import { StorageError } from '../storage.ts'

const FILE = 'format.json'
export const FORMAT_VERSION = 1

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

/** Checks the folder's version; answers whether the file was there but damaged (and was kept aside). */
export const checkFormat = async (fileSystem: FileSystem, folder: string): Promise<{ damaged: boolean }> => {
  let bytes: Uint8Array | undefined
  try {
    bytes = await fileSystem.readFile(`${folder}/${FILE}`)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  const version = bytes === undefined ? undefined : parse(bytes)
  if (version !== undefined && version > FORMAT_VERSION) {
    throw new StorageError(
      'newer-format',
      `The data in ${folder} has format ${version}; this server knows formats up to ${FORMAT_VERSION}. Start the newer server again, or use another data folder.`,
    )
  }
  if (version === undefined) {
    if (bytes !== undefined) await fileSystem.rename(`${folder}/${FILE}`, `${folder}/${FILE}.damaged`)
    await writeWhole(fileSystem, { folder, name: FILE, suffix: '.tmp' }, Buffer.from(text(FORMAT_VERSION)))
  }
  return { damaged: bytes !== undefined && version === undefined }
}
