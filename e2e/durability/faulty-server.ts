/**
 * The real server with another storage under it, as a program: for faults that no operator can order from
 * outside. Speaks to its parent by messages and prints the same ready line as the real one.
 */
import { join } from 'node:path'
import { type Config, readConfig } from '../../server/config.ts'
import type { Log } from '../../server/log.ts'
import { createServer } from '../../server/server.ts'
import type { Storage } from '../../server/storage/storage.ts'

const toStderr =
  (level: string): Log['info'] =>
  (event, fields) =>
    console.error(JSON.stringify({ level, event, ...fields }))

export async function runFaultyServer(open: (config: Config, log: Log) => Promise<Storage>): Promise<void> {
  const silent = () => undefined
  const log: Log = { debug: silent, info: silent, warn: toStderr('warn'), error: toStderr('error') }
  const config = readConfig(process.env)
  const storage = await open(config, log)
  const webRoot = join(process.cwd(), 'dist/web')
  const server = await createServer(config, { log, webRoot, version: 'test' }, { storage })
  process.on('SIGTERM', () => void server.close().then(() => process.exit(0)))
  // Without a parent there is nobody left to stop it.
  process.on('disconnect', () => process.exit(1))
  console.log(`Holdfast is at ${server.address}`)
}
