/** The commands about the data beside the real server process: under load, killed, refused, and restored from. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type AcknowledgedWriter, openAcknowledgedWriter } from '../harness/acknowledged-writer.ts'
import { type Child, NOBODY, startChild } from '../harness/child.ts'
import { eventually } from '../harness/eventually.ts'
import { paragraphsOf } from '../harness/foreign-client.ts'
import { type PadServer, type PadServerOptions, ROOT, startPadServer } from '../harness/pad-server.ts'
import { createRandom } from '../harness/random.ts'
import { temporaryFolder } from '../harness/temporary.ts'

const cleanup: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean()
})

const start = async (options?: PadServerOptions): Promise<PadServer> => {
  const server = await startPadServer(options)
  cleanup.push(() => server.close())
  return server
}

const folder = async (): Promise<string> => {
  const { path, remove } = await temporaryFolder('operate')
  cleanup.push(remove)
  return path
}

const holdfast = (data: string, args: readonly string[], user?: number): Child => {
  const child = startChild({
    name: 'holdfast',
    command: [process.execPath, 'doctor/holdfast.js', ...args],
    cwd: ROOT,
    env: { HOLDFAST_DATA: data },
    ...(user !== undefined && { user }),
  })
  cleanup.push(() => child.stop('SIGKILL'))
  return child
}

const ran = async (data: string, ...args: string[]): Promise<{ exit: number | null; said: string }> => {
  const child = holdfast(data, args)
  return { exit: await child.ended, said: child.output() }
}

const writerOf = (server: PadServer, pad: string): AcknowledgedWriter => {
  const writer = openAcknowledgedWriter(server.url, pad)
  cleanup.push(async () => writer.close())
  return writer
}

const words = async (server: PadServer, pad: string): Promise<readonly string[]> => {
  const response = await fetch(`${server.url}/api/pads/${pad}/export?format=yjs`)
  const doc = new Y.Doc()
  if (response.ok) Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
  return paragraphsOf(doc)
}

test('[BK1, BK7] under load nothing acknowledged before a backup is missing from it, and its pads are from one moment', async () => {
  const server = await start({ env: { HOLDFAST_LINGER: '0' } })
  const names = Array.from({ length: 20 }, (_, at) => `pad-${at}`)
  const writers = new Map(names.map((pad) => [pad, writerOf(server, pad)]))
  await Promise.all([...writers.values()].map((writer) => writer.ready()))
  let running = true
  const random = createRandom(7)
  const type = async (pad: string, writer: AcknowledgedWriter): Promise<void> => {
    for (let count = 1; running; count += 1) {
      if (random.next() > 0.2 || !writer.deleteOne((limit) => random.below(limit)))
        writer.insert(`${pad}-${count}`)
      await delay(random.below(10))
    }
  }
  /** Writes a number in the first pad and, when that is acknowledged, in the last: never the other way round. */
  const [first, last] = [writerOf(server, 'first'), writerOf(server, 'last')]
  await first.ready()
  first.insert('step-0')
  await eventually('the first pad is there', () => first.durable().length > 0)
  const typing = [...writers].map(([pad, writer]) => type(pad, writer))
  await last.ready()
  const stepping = (async () => {
    for (let count = 1; running; count += 1) {
      for (const writer of [first, last]) {
        writer.insert(`step-${count}`)
        await eventually('a step is durable', () => !running || writer.durable().includes(`step-${count}`))
      }
    }
  })()
  // Pads come and go meanwhile, so that snapshots are written and old ones dropped.
  const coming = (async () => {
    for (let count = 0; running; count += 1) {
      const visitor = openAcknowledgedWriter(server.url, `visited-${count % 5}`)
      await visitor.ready()
      visitor.insert(`visit-${count}`)
      await eventually('the visit is durable', () => visitor.durable().length > 0)
      visitor.close()
    }
  })()
  await eventually('everybody has something acknowledged', () =>
    [...writers.values(), last].every((writer) => writer.durable().length > 3),
  )
  const target = await folder()
  const promised: {
    file: string
    present: Map<string, readonly string[]>
    gone: Map<string, readonly string[]>
  }[] = []
  for (const name of ['one', 'two', 'three']) {
    const present = new Map([...writers].map(([pad, writer]) => [pad, writer.durable()]))
    const gone = new Map([...writers].map(([pad, writer]) => [pad, writer.gone()]))
    const { exit, said } = await ran(server.folder, 'backup', join(target, name))
    expect([exit, said]).toEqual([0, expect.stringContaining('(through the running server)')])
    promised.push({ file: join(target, name), present, gone })
  }
  running = false
  await Promise.all([...typing, stepping, coming])
  expect((await ran(server.folder, 'verify')).exit).toBe(0)
  await server.stop()

  for (const { file, present, gone } of promised) {
    const fresh = join(await folder(), 'data')
    const restored = await ran(fresh, 'restore', file)
    expect([restored.exit, restored.said]).toEqual([0, expect.stringContaining('read back and compared')])
    const again = await start({ env: { HOLDFAST_DATA: fresh } })
    for (const [pad, expected] of present) {
      const found = new Set(await words(again, pad))
      // What somebody tried to delete after the look at the books may be gone.
      const kept = new Set(writers.get(pad)?.durable())
      expect(
        expected.filter((word) => !found.has(word) && kept.has(word)),
        pad,
      ).toEqual([])
      expect(
        gone.get(pad)?.filter((word) => found.has(word)),
        pad,
      ).toEqual([])
    }
    const steps = await Promise.all(['first', 'last'].map(async (pad) => (await words(again, pad)).length))
    // The first pad has step 0 besides, and is at most one step ahead.
    expect((steps[0] ?? 0) - 1 - (steps[1] ?? 0)).toBeOneOf([0, 1])
    await again.stop()
  }
})

test('[BK2, BK13] a backup that is killed at any moment, or whose server is, leaves nothing half under its name', {
  timeout: 120_000,
}, async () => {
  const server = await start()
  const text = 'word '.repeat(20_000)
  for (let count = 0; count < 30; count += 1) {
    const made = await fetch(`${server.url}/api/pads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Pad ${count}`, markdown: `${text}${count}` }),
    })
    expect(made.status).toBe(201)
  }
  const target = await folder()
  const whole = join(target, 'whole')
  expect((await ran(server.folder, 'backup', whole)).exit).toBe(0)
  const { size } = await stat(whole)
  let unfinished = 0
  for (let round = 0; round < 6; round += 1) {
    const child = holdfast(server.folder, ['backup', join(target, `killed-${round}`)])
    let ended = false
    void child.ended.then(() => {
      ended = true
    })
    // From the moment its temporary file is there, a little later each round.
    await eventually(
      'the backup began or ended',
      async () => ended || (await readdir(target)).some((name) => name.startsWith(`killed-${round}`)),
    )
    await delay(round * 2)
    await child.stop('SIGKILL')
    const names = await readdir(target)
    if (names.includes(`killed-${round}`))
      expect((await stat(join(target, `killed-${round}`))).size).toBe(size)
    else unfinished += names.filter((name) => name.startsWith(`killed-${round}.`)).length
  }
  expect(unfinished).toBeGreaterThan(0)
  // Nothing of that hurt the server.
  expect((await ran(server.folder, 'verify')).exit).toBe(0)

  const child = holdfast(server.folder, ['backup', join(target, 'orphan')])
  await eventually('the backup began', async () =>
    (await readdir(target)).some((name) => name.startsWith('orphan')),
  )
  await server.kill()
  const exit = await child.ended
  const there = (await readdir(target)).filter((name) => name.startsWith('orphan'))
  if (exit === 0) expect(there).toEqual(['orphan'])
  else {
    expect(there).toEqual([])
    expect([exit, child.output()]).toEqual([
      69,
      expect.stringContaining('stopped or broke while it answered'),
    ])
  }
})

test('[BK8] verify under a running server names the pad whose stored bytes changed', async () => {
  const server = await start()
  const writer = writerOf(server, 'hurt')
  await writer.ready()
  for (const word of ['early', 'middle', 'late']) {
    writer.insert(word)
    await eventually('it is durable', () => writer.durable().includes(word))
  }
  expect((await ran(server.folder, 'verify')).exit).toBe(0)
  const log = join(server.folder, 'log', '00000001.log')
  const content = await readFile(log)
  content[content.indexOf('middle')] = 0x4d
  await writeFile(log, content)
  const { exit, said } = await ran(server.folder, 'verify')
  expect([exit, said]).toEqual([1, expect.stringContaining('damaged: pad hurt')])
  expect(said).toContain('(through the running server)')
})

test('[BK10, BK11] the list counts people while the server runs, and reads the folder of one that was killed', async () => {
  const server = await start()
  const writer = writerOf(server, 'visited')
  await writer.ready()
  writer.insert('word')
  await eventually('it is durable', () => writer.durable().length === 1)
  const live = await ran(server.folder, 'pads')
  expect([live.exit, live.said]).toEqual([0, expect.stringMatching(/^visited +\(untitled\) .* B +1$/m)])
  expect(live.said).toContain('(through the running server)')
  await server.kill()
  expect(await readdir(server.folder)).toContain('operate.sock')
  const dead = await ran(server.folder, 'pads')
  expect([dead.exit, dead.said]).toEqual([0, expect.stringMatching(/^visited +\(untitled\) .* B +0$/m)])
  expect(dead.said).toContain('(from the folder, no server runs on it)')
  await server.start()
  expect((await ran(server.folder, 'pads')).said).toContain('(through the running server)')
  await server.stop()
  expect((await readdir(server.folder)).filter((name) => name.endsWith('.sock'))).toEqual([])
})

const isRoot = process.getuid?.() === 0
const unlessRoot = isRoot ? '' : ': not run, only root can start a command as another user'

test(`[BK12] another user is refused with a sentence, and the socket is for its owner alone${unlessRoot}`, async ({
  skip,
}) => {
  skip(!isRoot, unlessRoot)
  const server = await start()
  expect((await stat(join(server.folder, 'operate.sock'))).mode & 0o777).toBe(0o600)
  for (const args of [['pads'], ['backup', '-']]) {
    const child = holdfast(server.folder, args, NOBODY)
    expect(await child.ended).toBe(69)
    expect(child.output()).toMatch(/belongs to another user\. Run this as the user the server runs as/)
  }
})

test('[BK6] a restore under a running server is refused, and the server does not notice', async () => {
  const server = await start()
  const file = join(await folder(), 'b')
  expect((await ran(server.folder, 'backup', file)).exit).toBe(0)
  const { exit, said } = await ran(server.folder, 'restore', file)
  expect([exit, said]).toEqual([64, expect.stringContaining(`A server runs on ${server.folder}.`)])
  expect((await fetch(`${server.url}/live/ready`)).status).toBe(200)
})

test('[BK15] data of a newer format stops the server and each command with one line that says so', async () => {
  const data = await folder()
  const facts = '{"format":"holdfast-log","version":99'
  await writeFile(join(data, 'format.json'), `${facts},"checksum":${crc32(facts)}}\n`)
  const line = `The data in ${data} has format 99; this server knows formats up to 1. Start the newer server again, or use another data folder.`
  const server = startChild({
    name: 'pad server',
    command: [process.execPath, 'dist/server/main.js'],
    cwd: ROOT,
    env: { PORT: '0', HOLDFAST_DATA: data },
  })
  cleanup.push(() => server.stop('SIGKILL'))
  expect(await server.ended).toBe(1)
  expect(server.output()).toBe(`Holdfast did not start: ${line}\n`)
  for (const command of ['verify', 'pads']) {
    const { exit, said } = await ran(data, command)
    expect([exit, said]).toEqual([1, `holdfast ${command}: ${line}\n`])
  }
  expect(await readdir(data)).toEqual(['format.json'])
})

test('[BK14] each command tells its use, and the list of commands names it', async () => {
  const data = await folder()
  const { said: list } = await ran(data, '--help')
  for (const command of ['backup', 'restore', 'verify', 'export-all', 'pads']) {
    expect(list).toMatch(new RegExp(`^  ${command} +\\S`, 'm'))
    const { exit, said } = await ran(data, command, '--help')
    expect([exit, said]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^holdfast ${command} .*Exit: 0`, 's')),
    ])
  }
})
