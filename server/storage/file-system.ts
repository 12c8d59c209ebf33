/**
 * The few things the log engine asks of a disk, as an interface, so that power loss, full disks and flipped bits
 * can be simulated exactly (simulated-disk.ts). It refuses to know what is stored. What is promised is what POSIX
 * promises and no more: a write is durable after `datasync`, a name after `syncFolder` of its folder.
 */

export interface OpenFile {
  /** Bytes from `position`, fewer when the file ends before. */
  read(position: number, length: number): Promise<Uint8Array>
  /** Writes all of `bytes` at `position`; on rejection any part of them may have been written. */
  write(bytes: Uint8Array, position: number): Promise<void>
  /** fdatasync. After a rejection nothing written before through this file may be trusted (fsyncgate, 2018). */
  datasync(): Promise<void>
  truncate(size: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

export type OpenMode = 'read' | 'update' | 'create'

export interface FolderLock {
  release(): Promise<void>
}

export interface FileSystem {
  /** `create` makes the file or empties it; `read` and `update` reject with ENOENT when there is none. */
  open(path: string, mode: OpenMode): Promise<OpenFile>
  readFile(path: string): Promise<Uint8Array>
  /** Names in the folder, in no order. */
  list(folder: string): Promise<string[]>
  /** Makes the folder and its parents; fine when it is there. */
  makeFolder(folder: string): Promise<void>
  /** Atomic; replaces what bears the new name. */
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Makes the folder's names durable. */
  syncFolder(folder: string): Promise<void>
  /** Exclusive among all processes that reach the folder. Rejects with StorageError `folder-in-use`. */
  lockFolder(folder: string): Promise<FolderLock>
}

/** The code of a system error (`ENOENT`, `ENOSPC`, …), or undefined for anything else. */
export const systemCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Writes a whole file so that a crash leaves the old one or the new one: temporary name, sync, rename, sync. */
export const writeWhole = async (
  fileSystem: FileSystem,
  file: { readonly folder: string; readonly name: string; readonly suffix: string },
  bytes: Uint8Array,
): Promise<void> => {
  const path = `${file.folder}/${file.name}`
  const unfinished = `${path}${file.suffix}`
  const open = await fileSystem.open(unfinished, 'create')
  try {
    await open.write(bytes, 0)
    await open.datasync()
  } finally {
    await open.close()
  }
  await fileSystem.rename(unfinished, path)
  await fileSystem.syncFolder(file.folder)
}
