/**
 * A server whose disk takes its time from the message `hold` on: what is to be written waits and is not written,
 * until the process is killed. Between that and the kill, others see edits that are on no disk.
 */
import { createLogStorage } from '../../server/storage/log/engine.ts'
import { createNodeFileSystem } from '../../server/storage/node-file-system.ts'
import { runFaultyServer } from './faulty-server.ts'

let held = false
process.on('message', (message) => {
  held = message === 'hold'
  console.log(held ? 'the disk takes its time' : 'the disk writes')
})

await runFaultyServer(async (config, log) => {
  const options = { folder: config.data, commitWindowMs: config.commitWindowMs }
  const storage = await createLogStorage(options, { fileSystem: createNodeFileSystem(), log })
  return {
    ...storage,
    append: (id, update, at) => (held ? new Promise<number>(() => {}) : storage.append(id, update, at)),
  }
})
