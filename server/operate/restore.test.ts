/** Restoring on the real disk: into fresh folders only, whole or marked, and what is there afterwards. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytes, padRecord, refusal, text } from '../storage/fixtures.ts'
import { createLogStorage } from '../storage/log/engine.ts'
import { createMemoryStorage } from '../storage/memory.ts'
import { createNodeFileSystem } from '../storage/node-file-system.ts'
import { quietLog } from '../storage/quiet-log.ts'
import { createAnswers } from './answers.ts'
import { BackupError } from './backup-format.ts'
import { UsageError } from './outcome.ts'
import { restore } from './restore.ts'

const fileSystem = createNodeFileSystem()
let above = ''
let folder = ''
beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'holdfast-restore-'))
  folder = join(above, 'data')
})
afterEach(() => rm(above, { recursive: true, force: true }))

const open = () => createLogStorage({ folder }, { fileSystem, log: quietLog() })

/** A backup of a storage with a living, a deleted, a purged and 200 more pads. */
const backup = async (): Promise<Buffer> => {
  const storage = createMemoryStorage()
  await storage.create(padRecord('a', { title: 'Alpha' }), bytes('a1'))
  await storage.append('a', bytes('a2'), 2000)
  await storage.compact('a', 2, bytes('A2'))
  await storage.append('a', bytes('a3'), 3000)
  await storage.create(padRecord('empty'))
  for (const id of ['deleted', 'gone']) {
    await storage.create(padRecord(id), bytes(`${id}1`))
    await storage.change(id, { deletedAt: 5000 })
  }
  await storage.purge('gone')
  for (let count = 0; count < 200; count += 1) await storage.create(padRecord(`pad-${count}`), bytes('x'))
  const answers = createAnswers({ storage, people: () => 0, now: () => 1234, version: '0.1.0' })
  const pieces: Uint8Array[] = []
  for await (const piece of answers.backup()) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function* inOne(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

const restored = (content: Buffer, disk = fileSystem) =>
  restore(folder, { fileSystem: disk, log: quietLog(), read: () => inOne(content) })

test('[BK7] what a server opens afterwards is what was backed up', async () => {
  expect(await restored(await backup())).toEqual({ takenAt: 1234, pads: 204, damagedPads: [] })
  const storage = await open()
  expect(storage.pad('a')).toEqual(padRecord('a', { title: 'Alpha', updatedAt: 3000 }))
  expect((await storage.load('a')).updates.map(text)).toEqual(['A2', 'a3'])
  expect(storage.pad('deleted')).toEqual(padRecord('deleted', { deletedAt: 5000 }))
  await storage.change('deleted', { deletedAt: undefined })
  expect((await storage.load('deleted')).updates.map(text)).toEqual(['deleted1'])
  expect((await storage.load('empty')).sequence).toBe(0)
  expect(await refusal(storage.append('gone', bytes('x'), 1))).toBe('pad-unknown')
  expect(await refusal(storage.create(padRecord('gone')))).toBe('pad-exists')
  expect([...storage.pads()]).toHaveLength(204)
  expect((await storage.check()).findings).toEqual([])
  await storage.close()
})

test('[BK6] a folder that holds anything is refused and left as it is; lost+found is nothing', async () => {
  const content = await backup()
  await mkdir(folder)
  await writeFile(join(folder, 'letter.txt'), 'mine')
  await expect(restored(content)).rejects.toThrow(`${folder} is not empty (letter.txt)`)
  await expect(restored(content)).rejects.toBeInstanceOf(UsageError)
  expect(await readdir(folder)).toEqual(['letter.txt'])
  await rm(join(folder, 'letter.txt'))
  await mkdir(join(folder, 'lost+found'))
  expect((await restored(content)).pads).toBe(204)
})

test('[BK6] a folder on which a server runs is refused and left as it is', async () => {
  const running = await open()
  const before = await readdir(folder, { recursive: true })
  await expect(restored(await backup())).rejects.toThrow(`A server runs on ${folder}.`)
  expect(await readdir(folder, { recursive: true })).toEqual(before)
  await running.close()
})

test('[BK5] a damaged backup touches nothing', async () => {
  const content = await backup()
  content[content.length - 200] = (content[content.length - 200] ?? 0) ^ 1
  await expect(restored(content)).rejects.toBeInstanceOf(BackupError)
  expect(await readdir(above)).toEqual([])
})

test('[BK7] a restore that did not end, or wrote what it cannot read back, leaves a folder that starts no server', async () => {
  const content = await backup()
  let reads = 0
  const changing = restore(folder, {
    fileSystem,
    log: quietLog(),
    read: () => inOne(reads++ === 0 ? content : content.subarray(0, content.length - 100)),
  })
  await expect(changing).rejects.toThrow(/changed while it was read.*half restored/)
  expect(await refusal(open())).toBe('restore-unfinished')
  await expect(restored(content)).rejects.toThrow(/not empty/)
  await rm(folder, { recursive: true })

  // A disk that says it wrote and did not: one byte of every commit is another.
  const lying: typeof fileSystem = {
    ...fileSystem,
    async open(path, mode) {
      const file = await fileSystem.open(path, mode)
      return {
        ...file,
        write: (content, position) => {
          const other = Buffer.from(content)
          const at = other.indexOf('a3')
          if (at !== -1) other[at] = 0x62
          return file.write(other, position)
        },
      }
    },
  }
  await expect(restored(content, lying)).rejects.toThrow(/pad a was not restored/)
  expect(await refusal(open())).toBe('restore-unfinished')
})
