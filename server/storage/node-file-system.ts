/**
 * The real disk behind file-system.ts, through node:fs/promises (libuv's thread pool, off the event loop).
 * It refuses to be clever: no caching, no retries; the engine decides what a failure means.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import type { FileSystem, OpenFile, OpenMode } from './file-system.ts'
import { lockFolder } from './folder-lock.ts'

const FLAGS: Readonly<Record<OpenMode, string>> = { read: 'r', update: 'r+', create: 'w+' }

const openFile = (handle: FileHandle): OpenFile => ({
  async read(position, length) {
    const buffer = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return buffer.subarray(0, filled)
  },
  async write(bytes, position) {
    // A short write is not an error to the kernel (a disk that fills up mid-way): go on until it says so.
    let written = 0
    while (written < bytes.length) {
      const part = await handle.write(bytes, written, bytes.length - written, position + written)
      written += part.bytesWritten
    }
  },
  datasync: () => handle.datasync(),
  truncate: (size) => handle.truncate(size),
  size: async () => (await handle.stat()).size,
  close: () => handle.close(),
})

export const createNodeFileSystem = (): FileSystem => ({
  open: async (path, mode) => openFile(await open(path, FLAGS[mode])),
  readFile: (path) => readFile(path),
  list: (folder) => readdir(folder),
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true })
  },
  rename: (from, to) => rename(from, to),
  remove: (path) => unlink(path),
  async syncFolder(folder) {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  lockFolder,
})
