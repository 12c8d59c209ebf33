/**
 * The process: environment to config to server, a word to the person who started it, and signals. Exit 0 after
 * a stop by signal, 1 when the start failed (78, EX_CONFIG, when an option is to blame).
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { ConfigError, readConfig } from './config.ts'
import { createLogLines } from './log-lines.ts'
import { createServer, type HoldfastServer } from './server.ts'

const EX_CONFIG = 78
const root = fileURLToPath(new URL('../../', import.meta.url))

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }
  const secrets = config.adminToken === undefined ? [] : [config.adminToken]
  const log = createLogLines({ level: config.logLevel, secrets }, pino.destination(2))
  const server = await createServer(config, { log, webRoot: resolve(root, 'dist/web'), version })
  greet(server, config.storage === 'memory' ? undefined : resolve(config.data))

  let stopping = false
  const stop = (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info('server.stopping', { signal })
    server.close().then(
      () => process.exit(0),
      (failure) => {
        process.stderr.write(`Holdfast did not stop cleanly: ${failure}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function greet({ address, metricsAddress }: HoldfastServer, folder: string | undefined): void {
  process.stdout.write(
    [
      `Holdfast is at ${address}`,
      folder ? `Pads are kept in ${folder}` : 'Pads are kept in memory and gone at the stop',
      ...(metricsAddress === undefined ? [] : [`Metrics are at ${metricsAddress}/metrics`]),
      'Open that address in two browsers, make a pad in one, and write in both.',
      'Stop with Ctrl+C.',
      '',
    ].join('\n'),
  )
}

main().catch((failure: unknown) => {
  const message = failure instanceof Error ? failure.message : String(failure)
  process.stderr.write(`Holdfast did not start: ${message}\n`)
  process.exit(failure instanceof ConfigError ? EX_CONFIG : 1)
})
