/**
 * Data of other versions. `fixtures/format-1` was written by the first server that had a format and is opened as it
 * is. Nothing older was ever in use; `fixtures/format-0` is the same data in an invented layout (its segments lie in
 * `segments/`), kept so that the way forward is walked before the first real step has to be taken.
 */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { padRecord, refusal, text } from '../fixtures.ts'
import { createNodeFileSystem } from '../node-file-system.ts'
import { quietLog } from '../quiet-log.ts'
import { createLogStorage } from './engine.ts'
import { checkFormat, restored, restoring } from './format.ts'
import type { Migrations } from './migrations.ts'

const fileSystem = createNodeFileSystem()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-format-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const put = (version: number) =>
  cp(fileURLToPath(new URL(`fixtures/format-${version}`, import.meta.url)), folder, { recursive: true })

const expectKeptData = async (): Promise<void> => {
  const log = quietLog()
  const storage = await createLogStorage({ folder }, { fileSystem, log })
  expect([...storage.pads()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    padRecord('Gone', { deletedAt: 5000 }),
    padRecord('deleted', { deletedAt: 6000 }),
    padRecord('notes', { title: 'Notes', updatedAt: 4000 }),
  ])
  const { snapshot, updates, sequence } = await storage.load('notes')
  expect([text(snapshot), ...updates.map(text), sequence]).toEqual(['n1n2', 'n3', 3])
  expect(text((await storage.load('deleted')).updates[0])).toBe('d1')
  expect((await storage.load('Gone')).updates).toEqual([])
  expect((await storage.check()).findings).toEqual([])
  expect(log.lines).toEqual([])
  await storage.close()
}

/** Done twice it is done once, as a crash in the middle demands. */
const forward: Migrations = {
  0: async (disk, where) => {
    await disk.makeFolder(`${where}/log`)
    for (const name of await disk.list(`${where}/segments`))
      await disk.rename(`${where}/segments/${name}`, `${where}/log/${name}`)
    await disk.syncFolder(`${where}/log`)
  },
}

it('[ST30] a folder of format 1, kept from the first server that wrote it, opens whole', async () => {
  await put(1)
  await expectKeptData()
})

it('[ST30] an older folder is brought forward step by step, and says its new version afterwards', async () => {
  await put(0)
  expect(await checkFormat(fileSystem, folder, forward)).toEqual({ damaged: false, broughtForwardFrom: 0 })
  expect(await readFile(join(folder, 'format.json'), 'utf8')).toContain('"version":1')
  await expectKeptData()
})

it('[ST30] a step that a crash cut short is run again to the same end', async () => {
  await put(0)
  const dying: Migrations = {
    0: async (disk, where) => {
      await forward[0]?.(disk, where)
      throw new Error('the power went')
    },
  }
  await expect(checkFormat(fileSystem, folder, dying)).rejects.toThrow('the power went')
  expect(await readFile(join(folder, 'format.json'), 'utf8')).toContain('"version":0')
  await checkFormat(fileSystem, folder, forward)
  await expectKeptData()
})

it('[ST30] an older folder for which there is no step is refused before anything is changed', async () => {
  await put(0)
  const before = await readdir(folder, { recursive: true })
  expect(await refusal(createLogStorage({ folder }, { fileSystem, log: quietLog() }))).toBe('older-format')
  expect(await refusal(checkFormat(fileSystem, folder, { 1: async () => undefined }, 2))).toBe('older-format')
  expect(await readdir(folder, { recursive: true })).toEqual(before)
})

it('[ST31] a folder into which a restore began and did not end starts no server', async () => {
  await put(1)
  await restoring(fileSystem, folder)
  const refused = createLogStorage({ folder }, { fileSystem, log: quietLog() })
  await expect(refused).rejects.toThrow(/did not finish.*Empty the folder and restore again/)
  expect(await refusal(refused)).toBe('restore-unfinished')
  await (await createLogStorage({ folder, restoring: true }, { fileSystem, log: quietLog() })).close()
  await restored(fileSystem, folder)
  await expectKeptData()
})
