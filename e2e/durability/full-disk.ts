/** A server whose disk is full from the message `full` until the message `space`. */
import type { FileSystem, OpenFile } from '../../server/storage/file-system.ts'
import { createLogStorage } from '../../server/storage/log/engine.ts'
import { createNodeFileSystem } from '../../server/storage/node-file-system.ts'
import { runFaultyServer } from './faulty-server.ts'

let full = false
process.on('message', (message) => {
  full = message === 'full'
  console.log(full ? 'the disk is full' : 'the disk has space')
})

const refuseWhenFull = (): void => {
  if (full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
}

const limited = (file: OpenFile): OpenFile => ({
  ...file,
  write: async (bytes, position) => {
    refuseWhenFull()
    await file.write(bytes, position)
  },
})

const fileSystem = (disk: FileSystem): FileSystem => ({
  ...disk,
  open: async (path, mode) => {
    if (mode === 'create') refuseWhenFull()
    return limited(await disk.open(path, mode))
  },
})

await runFaultyServer((config, log) =>
  createLogStorage(
    { folder: config.data, commitWindowMs: config.commitWindowMs },
    { fileSystem: fileSystem(createNodeFileSystem()), log },
  ),
)
