/** Captures and checks of the log on a simulated disk: what is kept for them, and every flipped bit found. */
import { expect, it } from 'vitest'
import { captureAcceptance } from '../acceptance-capture.ts'
import { bytes, padRecord, text } from '../fixtures.ts'
import { createMemoryStorage } from '../memory.ts'
import { type QuietLog, quietLog } from '../quiet-log.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../simulated-disk.ts'
import type { Storage } from '../storage.ts'
import { createLogStorage } from './engine.ts'

const open = (disk: SimulatedDisk, log: QuietLog = quietLog(), segmentBytes = 400): Promise<Storage> =>
  createLogStorage(
    { folder: '/data', segmentBytes, commitWindowMs: 0 },
    { fileSystem: disk.fileSystem(), log },
  )

captureAcceptance('embedded log', async () => ({ storage: await open(createSimulatedDisk()) }))
captureAcceptance('memory', async () => ({ storage: createMemoryStorage() }))

it('[ST28] what a capture needs is kept until it is released, and given back then', async () => {
  const disk = createSimulatedDisk()
  const storage = await open(disk)
  await storage.create(padRecord('a'), bytes('a1'))
  await storage.create(padRecord('b'), bytes('b1'))
  const first = storage.capture()
  const second = storage.capture()
  for (let sequence = 1; sequence <= 30; sequence += 1) {
    await storage.compact('a', sequence, bytes(`A${sequence}`))
    await storage.append('a', bytes(`a${sequence + 1}`), 2000)
  }
  await storage.change('b', { deletedAt: 1 })
  await storage.compact('b', 1, bytes('B1'))
  await storage.purge('b')
  const there = (what: string) => disk.paths().filter((path) => path.includes(what)).length
  const held = { snapshots: there('/a~'), purged: there('/b~'), segments: there('/log/') }
  expect(held).toMatchObject({ snapshots: 30, purged: 1 })
  first.release()
  expect(there('/a~')).toBe(30)
  expect((await second.load('a')).updates.map(text)).toEqual(['a1'])
  second.release()
  await expect.poll(() => [there('/a~'), there('/b~')]).toEqual([2, 0])
  await expect.poll(() => there('/log/')).toBeLessThan(held.segments)
  await storage.close()
})

/** A folder with a long log, two snapshots of one pad, and one pad that is in the log alone. */
const written = async (disk: SimulatedDisk): Promise<Storage> => {
  const storage = await open(disk)
  for (const id of ['a', 'b']) await storage.create(padRecord(id), bytes(`${id}1`))
  for (let sequence = 1; sequence <= 4; sequence += 1) {
    await storage.append('b', bytes(`b${sequence + 1}`), 2000)
    await storage.compact('a', sequence, bytes(`A${sequence}`))
    await storage.append('a', bytes(`a${sequence + 1}`), 2000)
  }
  return storage
}

it('[ST29] a check of a running log finds every single flipped bit, and says in which file', async () => {
  const disk = createSimulatedDisk()
  const storage = await written(disk)
  let flips = 0
  for (const path of disk.paths()) {
    for (let bit = 0; bit < disk.file(path).length * 8; bit += 1) {
      disk.flip(path, bit)
      const { findings } = await storage.check()
      disk.flip(path, bit)
      const name = path.replace('/data/', '')
      if (!findings.some(({ where }) => where.startsWith(name)))
        expect(findings, `${path} bit ${bit}`).toEqual([name])
      flips += 1
    }
  }
  expect(flips).toBeGreaterThan(8000)
  expect((await storage.check()).findings).toEqual([])
  await storage.close()
})

it('[ST29] a damaged header is attributed to the pad whose update lay behind it, a missing file is told', async () => {
  const disk = createSimulatedDisk()
  const storage = await written(disk)
  const [log = ''] = disk.paths().filter((path) => disk.file(path).includes('b3'))
  const before = disk.file(log).indexOf('b3') - 10
  disk.flip(log, before * 8)
  expect((await storage.check()).findings).toEqual([
    { code: 'record-unreadable', where: expect.stringContaining('at byte'), padId: 'b' },
  ])
  disk.flip(log, before * 8)
  const newest =
    disk
      .paths()
      .filter((path) => path.includes('/a~'))
      .at(-1) ?? ''
  await disk.fileSystem().remove(newest)
  expect((await storage.check()).findings).toEqual([
    { code: 'read-error', where: expect.stringContaining('is missing'), padId: 'a' },
  ])
  await storage.close()
})
