/**
 * A disk that says no, and the log's housekeeping: what a rejected write leaves behind (nothing), how writing comes
 * back, and which files stay.
 */
import { describe, expect, it } from 'vitest'
import { bytes, padRecord, refusal, text } from '../fixtures.ts'
import { quietLog } from '../quiet-log.ts'
import { createRandom } from '../random.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../simulated-disk.ts'
import type { Storage } from '../storage.ts'
import { createLogStorage } from './engine.ts'

/** Windows of one turn; longer timers run when the test says so. */
const createClock = () => {
  const later: (() => void)[] = []
  return {
    now: () => 1_700_000_000_000,
    after(milliseconds: number, run: () => void) {
      if (milliseconds >= 1000) {
        later.push(run)
        return { cancel: () => {} }
      }
      const timer = setImmediate(run)
      return { cancel: () => clearImmediate(timer) }
    },
    runLater: () => {
      for (const run of later.splice(0)) run()
    },
  }
}

const open = (
  disk: SimulatedDisk,
  more: {
    log?: ReturnType<typeof quietLog>
    clock?: ReturnType<typeof createClock>
    segmentBytes?: number
  } = {},
): Promise<Storage> =>
  createLogStorage(
    { folder: '/data', segmentBytes: more.segmentBytes ?? 100_000 },
    {
      fileSystem: disk.fileSystem(),
      log: more.log ?? quietLog(),
      clock: more.clock ?? createClock(),
      random32: createRandom(3).bits,
    },
  )

const updates = async (storage: Storage, id: string): Promise<string[]> =>
  (await storage.load(id)).updates.map(text)

describe('a failing disk', () => {
  for (const operation of ['write', 'datasync'] as const) {
    it(`[ST13] after a failed ${operation} the next success is durable and alone, through a power loss too`, async () => {
      for (let seed = 1; seed <= 20; seed++) {
        const disk = createSimulatedDisk()
        let storage = await open(disk)
        await storage.create(padRecord('a'), bytes('1'))
        disk.fail((now) => (now === operation ? 'EIO' : undefined))
        expect(await refusal(storage.append('a', bytes('rejected'), 2))).toBe('write-failed')
        expect(await updates(storage, 'a')).toEqual(['1'])
        disk.fail(undefined)
        expect(await storage.append('a', bytes('2'), 3)).toBe(2)
        disk.restart(seed)
        storage = await open(disk)
        expect(await updates(storage, 'a')).toEqual(['1', '2'])
        expect(storage.health()).toEqual({ ok: true })
        await storage.close()
      }
    })
  }

  it('[ST13] a longer rejected commit shows nowhere behind a shorter later one, after a process crash', async () => {
    const disk = createSimulatedDisk()
    const storage = await open(disk)
    await storage.create(padRecord('a'), bytes('1'))
    disk.fail((operation) => (operation === 'datasync' ? 'EIO' : undefined))
    const rejected = ['y'.repeat(2), 'z'].map((update) => refusal(storage.append('a', bytes(update), 2)))
    expect(await Promise.all(rejected)).toEqual(['write-failed', 'write-failed'])
    disk.fail(undefined)
    expect(await storage.append('a', bytes('22'), 3)).toBe(2)
    const log = quietLog()
    const again = await open(disk.copy(), { log })
    expect(await updates(again, 'a')).toEqual(['1', '22'])
    expect(log.told('storage.torn-tail')).toEqual([])
    await again.close()
    await storage.close()
  })

  it('[ST14] writing comes back by itself, and health says so, before anyone writes', async () => {
    const disk = createSimulatedDisk()
    const clock = createClock()
    const log = quietLog()
    const storage = await open(disk, { clock, log })
    await storage.create(padRecord('a'))
    disk.fail((operation) => (operation === 'write' ? 'ENOSPC' : undefined))
    expect(await refusal(storage.append('a', bytes('x'), 2))).toBe('write-failed')
    expect(storage.health()).toMatchObject({ ok: false, reason: expect.stringContaining('ENOSPC') })
    clock.runLater()
    expect(await refusal(storage.append('a', bytes('x'), 2))).toBe('write-failed')
    disk.fail(undefined)
    clock.runLater()
    await expect.poll(() => storage.health()).toEqual({ ok: true })
    expect(log.told('storage.write-failed')).toHaveLength(1)
    expect(log.told('storage.writes-again')).toHaveLength(1)
    await storage.close()
  })

  it('[ST14] a full disk does not keep the server from starting and reading, torn tail or not', async () => {
    for (const operation of [1, 2]) {
      const disk = createSimulatedDisk()
      const storage = await open(disk)
      await storage.create(padRecord('a'), bytes('1'))
      // Half of the write is on the disk, or all of it without its fsync.
      disk.loseOperation(operation)
      await expect(storage.append('a', bytes('y'.repeat(3000)), 2)).rejects.toThrow()
      const mine = disk.copy()
      mine.fail((now) => (now === 'write' ? 'ENOSPC' : undefined))
      const log = quietLog()
      let again = await open(mine, { log })
      expect(log.told('storage.torn-tail')).toHaveLength(operation === 1 ? 1 : 0)
      expect((await updates(again, 'a')).at(0)).toBe('1')
      mine.fail(undefined)
      const sequence = await again.append('a', bytes('later'), 3)
      await again.close()
      again = await open(mine)
      const { damage, sequence: found } = await again.load('a')
      expect({ damage, found }).toEqual({ damage: undefined, found: sequence })
      await again.close()
    }
  })

  it('[ST25] whole records behind a tear are kept, or on a full disk let go for good', async () => {
    for (const full of [false, true]) {
      const disk = createSimulatedDisk()
      const storage = await open(disk)
      for (const id of ['a', 'b']) await storage.create(padRecord(id), bytes('1'))
      await Promise.all([storage.append('a', bytes('torn'), 2), storage.append('b', bytes('whole'), 2)])
      const mine = disk.copy()
      mine.flip('/data/log/00000001.log', mine.file('/data/log/00000001.log').indexOf('torn') * 8)
      mine.fail((operation) => (full && operation === 'write' ? 'ENOSPC' : undefined))
      let again = await open(mine)
      mine.fail(undefined)
      expect(await updates(again, 'b')).toEqual(full ? ['1'] : ['1', 'whole'])
      const sequence = await again.append('b', bytes('next'), 3)
      await again.close()
      again = await open(mine)
      const { damage, sequence: found } = await again.load('b')
      expect({ damage, found }).toEqual({ damage: undefined, found: sequence })
      expect(again.health()).toEqual({ ok: true })
      await again.close()
      await storage.close()
    }
  })
})

describe('housekeeping', () => {
  it('[ST15] the log behind the snapshots is dropped, and the records of idle pads survive that', async () => {
    const disk = createSimulatedDisk()
    let storage = await open(disk, { segmentBytes: 4000 })
    await storage.create(padRecord('idle'))
    await storage.create(padRecord('gone'), bytes('x'))
    await storage.change('gone', { deletedAt: 5 })
    await storage.purge('gone')
    await storage.create(padRecord('a'))
    for (let n = 1; n <= 400; n++) {
      await storage.append('a', bytes(`update ${n}`), n)
      if (n % 40 === 0) await storage.compact('a', n, bytes(`up to ${n}`))
    }
    await storage.close()
    const names = disk.paths().filter((path) => path.endsWith('.log'))
    expect(names.length).toBeLessThan(5)
    expect(names).not.toContain('/data/log/00000001.log')
    expect(disk.paths().filter((path) => path.includes('/a~'))).toHaveLength(2)
    storage = await open(disk)
    expect(storage.health()).toEqual({ ok: true })
    expect(storage.pad('idle')).toEqual(padRecord('idle'))
    expect(storage.pad('gone')).toMatchObject({ deletedAt: 5 })
    expect(await refusal(storage.append('gone', bytes('x'), 1))).toBe('pad-unknown')
    expect(text((await storage.load('a')).snapshot)).toBe('up to 400')
    await storage.close()
  })

  it('[ST2] writes that arrive together share one fsync', async () => {
    const disk = createSimulatedDisk()
    const storage = await open(disk)
    const ids = Array.from({ length: 50 }, (_, n) => `p${n}`)
    await Promise.all(ids.map((id) => storage.create(padRecord(id))))
    const before = disk.operations()
    await Promise.all(ids.map((id) => storage.append(id, bytes('x'), 2)))
    expect(disk.operations() - before).toBe(2)
    await storage.close()
  })
})
