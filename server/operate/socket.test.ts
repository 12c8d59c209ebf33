/** The operator's socket: who may open it, what may be said over it, and what happens to those who hang up. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytes, padRecord } from '../storage/fixtures.ts'
import { createLogStorage } from '../storage/log/engine.ts'
import { createNodeFileSystem } from '../storage/node-file-system.ts'
import { type QuietLog, quietLog } from '../storage/quiet-log.ts'
import type { Storage } from '../storage/storage.ts'
import { type Answers, createAnswers } from './answers.ts'
import { readLines } from './lines.ts'
import { UnreachableError } from './outcome.ts'
import { type OperateSocket, openOperateSocket, SOCKET_NAME } from './socket.ts'
import { openSource } from './source.ts'

let folder = ''
let log: QuietLog = quietLog()
let storage: Storage
let socket: OperateSocket | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-operate-'))
  log = quietLog()
  storage = await createLogStorage({ folder }, { fileSystem: createNodeFileSystem(), log })
  await storage.create(padRecord('a'), bytes('a1'))
})
afterEach(async () => {
  await socket?.close()
  socket = undefined
  await storage.close()
  await rm(folder, { recursive: true, force: true })
})

const answers = (): Answers => createAnswers({ storage, people: () => 3, now: Date.now, version: '0.1.0' })

const open = async (given: Answers = answers()): Promise<void> => {
  socket = await openOperateSocket({ folder, version: '0.1.0' }, { answers: given, log })
}

const source = () => openSource(folder, { version: '0.1.0', now: Date.now, log: quietLog() })

const dial = (): Promise<Socket> =>
  new Promise((settle) => {
    const line = connect(join(folder, SOCKET_NAME), () => settle(line))
    line.on('error', () => undefined)
  })

/** Everything that comes back for what is said, until the server hangs up. */
const said = async (words: string): Promise<string> => {
  const line = await dial()
  line.setEncoding('utf8').write(words)
  let back = ''
  line.on('data', (part) => {
    back += part
  })
  await new Promise((settle) => line.on('close', settle))
  return back
}

test('[BK12] only its own user may open it, whatever the umask, and it is gone after a stop', async () => {
  const before = process.umask(0)
  try {
    await open()
  } finally {
    process.umask(before)
  }
  expect((await stat(join(folder, SOCKET_NAME))).mode & 0o777).toBe(0o600)
  await socket?.close()
  expect(await readdir(folder)).not.toContain(SOCKET_NAME)
})

test('[BK12] the socket of a killed server is replaced', async () => {
  const dead = createServer()
  await new Promise<void>((settle) => dead.listen(join(folder, 'dead.sock'), settle))
  await createNodeFileSystem().rename(join(folder, 'dead.sock'), join(folder, SOCKET_NAME))
  await new Promise((settle) => dead.close(settle))
  expect(await readdir(folder)).toContain(SOCKET_NAME)
  await open()
  const asked = await source()
  expect(asked.said).toBe('through the running server')
  await asked.close()
})

test('[BK12] a path too long for a socket is said before anything is tried, with what to do', async () => {
  const far = join(folder, 'x'.repeat(120))
  await expect(openOperateSocket({ folder: far, version: '0' }, { answers: answers(), log })).rejects.toThrow(
    /too long for a socket/,
  )
  const refused = openSource(far, { version: '0', now: Date.now, log })
  await expect(refused).rejects.toBeInstanceOf(UnreachableError)
  await expect(refused).rejects.toThrow(/at most 100\. Change into .* --data \./)
})

test('[BK11] a running server is asked when it answers; its people are counted', async () => {
  await open()
  const asked = await source()
  const { lines, end } = await readLines(asked.ask('pads'))
  expect(lines).toEqual([{ ...padRecord('a'), state: 'live', bytes: 2, people: 3 }])
  expect(end).toEqual({ end: true, pads: 1 })
  await asked.close()
})

test('[BK11] a folder in use by something that does not answer is left alone', async () => {
  await expect(source()).rejects.toThrow(/does not answer on operate\.sock/)
})

test('[BK13] rubbish, other versions and unknown wishes are refused with a sentence', async () => {
  await open()
  for (const [words, back] of [
    ['GET / HTTP/1.1\r\n\r\n', /not understood/],
    ['{"holdfast":2,"ask":"backup"}\n', /version 2 and this server version 1/],
    ['{"holdfast":1,"ask":"purge"}\n', /can be asked for backup, verify, pads/],
    [`${'x'.repeat(9000)}`, /not understood/],
    ['null\n', /not understood/],
  ] as const) {
    const [greeting, ...more] = (await said(words)).split('\n')
    expect(greeting).toMatch(back)
    expect(more).toEqual([''])
  }
})

test('[BK13] whoever hangs up in the middle of an answer harms nobody, and holds nothing back', async () => {
  let released = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        yield new Uint8Array(65_536)
        await new Promise((settle) => setImmediate(settle))
      }
    } finally {
      released += 1
    }
  }
  await open({ ...answers(), backup: endless })
  for (let count = 0; count < 3; count += 1) {
    const line = await dial()
    line.write('{"holdfast":1,"ask":"backup"}\n')
    await new Promise((settle) => line.once('data', settle))
    line.destroy()
  }
  await expect.poll(() => released).toBe(3)
  const asked = await source()
  expect((await readLines(asked.ask('pads'))).lines).toHaveLength(1)
  await asked.close()
})

test('[BK13] whoever hangs up when the whole answer was sent and not read is no fault of the server', async () => {
  let sent = 0
  // More than the other side takes in by itself, less than the kernel keeps: what is left there resets the line.
  async function* unread(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(150_000)
    sent += 1
  }
  await open({ ...answers(), backup: unread })
  for (let count = 1; count <= 3; count += 1) {
    const line = (await dial()).pause()
    line.write('{"holdfast":1,"ask":"backup"}\n')
    await expect.poll(() => sent).toBe(count)
    await expect.poll(() => line.readableLength).toBeGreaterThan(0)
    line.destroy()
    await expect.poll(() => log.told('operate.cut-off').length).toBe(count)
  }
  const asked = await source()
  expect((await readLines(asked.ask('pads'))).lines).toHaveLength(1)
  await asked.close()
})

test('[BK13] an answer that was cut off is not taken for whole', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"id":"a"}\n')
    throw new Error('the disk went')
  }
  await open({ ...answers(), pads: broken })
  const asked = await source()
  await expect(readLines(asked.ask('pads'))).rejects.toThrow()
  await asked.close()
  expect(log.told('operate.answer-failed')).toHaveLength(1)
})
