/**
 * The process: environment to config to server, a word to the person who started it, and signals. Exit 0 after
 * a stop by signal, 1 when the start failed (78, EX_CONFIG, when an option is to blame).
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { ConfigError, readConfig } from './config.ts'
import type { Log } from './log.ts'
import { createServer } from './server.ts'

const EX_CONFIG = 78
const root = fileURLToPath(new URL('../../', import.meta.url))

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string }
  const log = createLog(config.logLevel)
  const server = await createServer(config, { log, webRoot: resolve(root, 'dist/web'), version })
  greet(server.address, config.storage === 'memory' ? undefined : resolve(config.data))

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

function createLog(level: string): Log {
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  const write = (at: 'debug' | 'info' | 'warn' | 'error'): Log['info'] => {
    return (event, fields) => lines[at]({ event, ...fields })
  }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

function greet(address: string, folder: string | undefined): void {
  process.stdout.write(
    [
      `Holdfast is at ${address}`,
      folder ? `Pads are kept in ${folder}` : 'Pads are kept in memory and gone at the stop',
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
