import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storageAcceptance } from '../acceptance.ts'
import type { FileSystem, OpenFile, OpenMode } from '../file-system.ts'
import { createNodeFileSystem } from '../node-file-system.ts'
import { quietLog } from '../quiet-log.ts'
import { createLogStorage } from './engine.ts'

/** The real disk, which refuses every write while told to. */
const failing = (disk: FileSystem): FileSystem & { refuse: boolean } => {
  const full = (): void => {
    if (fileSystem.refuse)
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  const wrap = (file: OpenFile): OpenFile => ({
    ...file,
    async write(bytes, position) {
      full()
      await file.write(bytes, position)
    },
  })
  const fileSystem = {
    ...disk,
    refuse: false,
    async open(path: string, mode: OpenMode) {
      if (mode === 'create') full()
      return wrap(await disk.open(path, mode))
    },
  }
  return fileSystem
}

storageAcceptance(
  'embedded log on the real disk',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-log-'))
    const fileSystem = failing(createNodeFileSystem())
    const open = () =>
      createLogStorage(
        { folder, commitWindowMs: 1, segmentBytes: 64 * 1024 },
        { fileSystem, log: quietLog() },
      )
    let storage = await open()
    return {
      storage,
      async reopen() {
        await storage.close()
        storage = await open()
        return storage
      },
      failWrites(refuse) {
        fileSystem.refuse = refuse
      },
      async cleanUp() {
        await storage.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
  { canFail: true },
)
