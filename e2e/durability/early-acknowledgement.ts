/**
 * A server that lies: it calls an edit durable and writes it a little later. The crash check must find it out.
 */
import { createLogStorage } from '../../server/storage/log/engine.ts'
import { createNodeFileSystem } from '../../server/storage/node-file-system.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { runFaultyServer } from './faulty-server.ts'

const WRITTEN_LATER_MS = 80

const lying = (storage: Storage): Storage => {
  const promised = new Map<string, number>()
  return {
    ...storage,
    append: async (id, update, at) => {
      const stored = promised.has(id) ? 0 : (await storage.load(id)).sequence
      const sequence = (promised.get(id) ?? stored) + 1
      promised.set(id, sequence)
      setTimeout(() => void storage.append(id, update, at), WRITTEN_LATER_MS)
      return sequence
    },
  }
}

await runFaultyServer(async (config, log) => {
  const options = { folder: config.data, commitWindowMs: config.commitWindowMs }
  return lying(await createLogStorage(options, { fileSystem: createNodeFileSystem(), log }))
})
