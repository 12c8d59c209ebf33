/** A door's proxy, played by a program of a few lines that reads its file and refuses what begins with "bad". */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Frame } from './frames.ts'
import { Refused, startProxy } from './proxy.ts'

const PROGRAM = `
const { readFileSync } = require('node:fs')
const file = process.argv[1]
const say = (word) => console.log(word + ' ' + readFileSync(file, 'utf8'))
process.on('SIGHUP', () => say('anew'))
process.on('SIGTERM', () => process.exit(0))
setInterval(() => {}, 1000)
say('began')
`
const CHECK = `
if (require('node:fs').readFileSync(process.argv[1], 'utf8').startsWith('bad')) { console.error('line 1: bad'); process.exit(1) }
`

const frame: Frame = {
  around: (config) => config,
  run: (file) => ['node', '-e', PROGRAM, file],
  check: (file) => ['node', '-e', CHECK, file],
  reload: 'SIGHUP',
  started: /^began/,
  reloaded: /^anew/,
  stop: 'SIGTERM',
}

async function inFolder(run: (folder: string, path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-door-'))
  try {
    await run(folder, dirname(process.execPath))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('[DK4] a proxy is given a new text only after its own check took it, and goes on with the old one else', async () => {
  await inFolder(async (folder, path) => {
    const said: string[] = []
    const options = { name: '1-played', frame, folder, path, say: (line: string) => void said.push(line) }
    const proxy = await startProxy(options, 'good one')
    const refused = await proxy.reload('bad two').catch((failure: unknown) => failure)
    expect(refused).toBeInstanceOf(Refused)
    expect((refused as Error).message).toBe('line 1: bad')
    expect(await readFile(join(folder, '1-played.conf'), 'utf8')).toBe('good one')
    await proxy.reload('good three')
    await proxy.close()
    expect(said).toEqual(['1-played: began good one', '1-played: anew good three'])
  })
})

test('[DK4] a proxy whose first text is refused does not start, and says why', async () => {
  await inFolder(async (folder, path) => {
    const starting = startProxy({ name: '1-played', frame, folder, path, say: () => {} }, 'bad')
    await expect(starting).rejects.toThrow('line 1: bad')
  })
})
