/**
 * A file that appears under its name only when it is whole and on the disk: temporary name beside it, fsync, then
 * the name, then fsync of the folder. A process that is killed leaves at most the temporary file. It refuses to know
 * what the bytes are.
 */
import { link, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { systemCode } from '../storage/file-system.ts'
import { UsageError } from './outcome.ts'

const refuse = (path: string): UsageError =>
  new UsageError(`${path} is there already and is not overwritten. Take another name, or say --force.`)

const refuseExisting = async (path: string): Promise<void> => {
  const there = await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (systemCode(error) === 'ENOENT') return false
      throw error
    },
  )
  if (there) throw refuse(path)
}

/** A hard link never takes a name that somebody else took meanwhile; where there are none, a rename must do. */
const giveName = async (unfinished: string, path: string, force: boolean): Promise<void> => {
  if (force) return rename(unfinished, path)
  try {
    await link(unfinished, path)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw refuse(path)
    await refuseExisting(path)
    return rename(unfinished, path)
  }
  await rm(unfinished)
}

/** Readable by its owner alone: it holds every pad. `write` is handed what appends to the file. */
export const writeWholeFile = async <Result>(
  path: string,
  force: boolean,
  write: (append: (bytes: Uint8Array) => Promise<void>) => Promise<Result>,
): Promise<Result> => {
  if (!force) await refuseExisting(path)
  const unfinished = `${path}.${process.pid}.unfinished`
  const file = await open(unfinished, 'w', 0o600)
  let result: Result
  try {
    try {
      result = await write((bytes) => file.writeFile(bytes))
      await file.sync()
    } finally {
      await file.close()
    }
    await giveName(unfinished, path, force)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  const folder = await open(dirname(resolve(path)), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return result
}
