/**
 * Damage on disk: every single flipped bit is noticed, only what it hit is touched, and the server starts.
 * What is answered for a damaged pad is always a true earlier state of it, never something else.
 */
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes, padRecord, refusal, text } from '../fixtures.ts'
import { type QuietLog, quietLog } from '../quiet-log.ts'
import { createRandom } from '../random.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../simulated-disk.ts'
import type { Storage } from '../storage.ts'
import type { LogClock } from './commit-queue.ts'
import { createLogStorage } from './engine.ts'

const clock: LogClock = {
  now: () => 1_700_000_000_000,
  after: (milliseconds, run) => {
    if (milliseconds >= 1000) return { cancel: () => {} }
    const timer = setImmediate(run)
    return { cancel: () => clearImmediate(timer) }
  },
}

const open = (disk: SimulatedDisk, log: QuietLog = quietLog(), segmentBytes = 400): Promise<Storage> =>
  createLogStorage(
    { folder: '/data', segmentBytes },
    { fileSystem: disk.fileSystem(), log, clock, random32: createRandom(7).bits },
  )

const CONTENT: Readonly<Record<string, string>> = { a: 'a1a2a3', B: 'B1', c: 'c1c2' }

const write = async (storage: Storage): Promise<void> => {
  await Promise.all(['a', 'B', 'c'].map((id) => storage.create(padRecord(id), bytes(`${id}1`))))
  await storage.append('a', bytes('a2'), 2000)
  await storage.compact('B', 1, bytes('B1'))
  await storage.compact('a', 1, bytes('a1'))
  await storage.compact('a', 2, bytes('a1a2'))
  await Promise.all([storage.append('c', bytes('c2'), 2000), storage.append('a', bytes('a3'), 3000)])
}

const content = async (storage: Storage, id: string): Promise<{ found: string; damaged: boolean }> => {
  const { snapshot, updates, damage } = await storage.load(id)
  return { found: text(snapshot) + updates.map(text).join(''), damaged: damage !== undefined }
}

/** What is wrong with how a flipped bit was met; empty when it was met well. */
const meet = async (
  disk: SimulatedDisk,
  path: string,
  bit: number,
  spare: ReadonlySet<string>,
): Promise<string[]> => {
  const log = quietLog()
  const flipped = disk.copy()
  flipped.flip(path, bit)
  const storage = await open(flipped, log)
  const wrong: string[] = []
  let whole = true
  for (const [id, expected] of Object.entries(CONTENT)) {
    if (storage.pad(id) === undefined) {
      whole = false
      continue
    }
    const { found, damaged } = await content(storage, id)
    if (!expected.startsWith(found)) wrong.push(`pad ${id} reads ${found}`)
    if (found !== expected) whole = false
    if (damaged && (await refusal(storage.append(id, bytes('x'), 1))) !== 'pad-damaged')
      wrong.push(`${id} takes writes`)
  }
  const told = log.lines.some(({ event }) =>
    ['storage.pad-damaged', 'storage.damage', 'storage.torn-tail'].includes(event),
  )
  // The snapshot before the newest is read when it is needed; until then nothing may depend on it.
  if (!told && !(spare.has(path) && whole)) wrong.push('nothing was told')
  await storage.close()
  return wrong
}

const everyFlip = async (disk: SimulatedDisk): Promise<number> => {
  let flips = 0
  const snapshots = disk.paths().filter((path) => path.includes('/a~'))
  const spare = new Set(snapshots.slice(0, -1))
  for (const path of disk.paths()) {
    for (let bit = 0; bit < disk.file(path).length * 8; bit++) {
      const wrong = await meet(disk, path, bit, spare)
      if (wrong.length > 0) expect(wrong, `${path} bit ${bit}`).toEqual([])
      flips++
    }
  }
  return flips
}

describe('damage', { timeout: 40_000 }, () => {
  it('[ST22] every single flipped bit in a cleanly closed log is noticed', async () => {
    const disk = createSimulatedDisk()
    const storage = await open(disk)
    await write(storage)
    await storage.close()
    expect(await everyFlip(disk)).toBeGreaterThan(8000)
  })

  it('[ST22] every single flipped bit in a log that was not closed is noticed', async () => {
    const disk = createSimulatedDisk()
    await write(await open(disk))
    disk.restart(1)
    expect(await everyFlip(disk)).toBeGreaterThan(8000)
  })

  /** A log in one segment, with the first occurrence of some stored text spoiled. */
  const spoiled = async (needle: string, path = '/data/log/00000001.log'): Promise<SimulatedDisk> => {
    const disk = createSimulatedDisk()
    const storage = await open(disk, quietLog(), 100_000)
    for (const id of ['a', 'b']) await storage.create(padRecord(id), bytes(`${id}-first`))
    for (const update of ['-second', '-third']) {
      for (const id of ['a', 'b']) await storage.append(id, bytes(`${id}${update}`), 2000)
    }
    await storage.compact('b', 1, bytes('b-first'))
    await storage.compact('b', 2, bytes('b-first,b-second'))
    await storage.close()
    disk.flip(path, disk.file(path).indexOf(needle) * 8)
    return disk
  }

  it('[ST23] a damaged update quarantines its pad with what came before; other pads are untouched', async () => {
    const log = quietLog()
    const storage = await open(await spoiled('a-second'), log)
    expect(await content(storage, 'a')).toEqual({ found: 'a-first', damaged: true })
    expect((await storage.load('a')).damage?.code).toBe('record-checksum')
    expect(await refusal(storage.append('a', bytes('x'), 3))).toBe('pad-damaged')
    expect(await refusal(storage.compact('a', 1, bytes('x')))).toBe('pad-damaged')
    expect(await content(storage, 'b')).toEqual({ found: 'b-first,b-secondb-third', damaged: false })
    expect(await storage.append('b', bytes('b4'), 3)).toBe(4)
    expect(log.told('storage.pad-damaged')).toHaveLength(1)
    expect(log.told('storage.pad-damaged')[0]?.fields).toMatchObject({
      padId: 'a',
      where: expect.stringContaining('log/00000001.log at byte'),
    })
    expect(storage.health()).toMatchObject({ ok: true, warning: expect.stringContaining('pad a is damaged') })
    await storage.close()
  })

  it('[ST23] damage before the last commit is no torn tail, in a log that was not closed either', async () => {
    const disk = createSimulatedDisk()
    const running = await open(disk, quietLog(), 100_000)
    for (const id of ['a', 'b']) await running.create(padRecord(id), bytes(`${id}-first`))
    await running.append('b', bytes('b-second'), 2000)
    const mine = disk.copy()
    await running.close()
    mine.flip('/data/log/00000001.log', mine.file('/data/log/00000001.log').indexOf('a-first') * 8)
    const log = quietLog()
    const storage = await open(mine, log)
    expect((await storage.load('a')).damage?.code).toBe('record-checksum')
    expect(await content(storage, 'b')).toEqual({ found: 'b-firstb-second', damaged: false })
    expect(log.told('storage.torn-tail')).toEqual([])
    await storage.close()
  })

  it('[ST23] an unreadable header is attributed to its pad by the gap it leaves', async () => {
    const disk = await spoiled('a-third')
    const path = '/data/log/00000001.log'
    // Whole again, then the header in front of it.
    const at = disk.file(path).indexOf(Buffer.from('-third')) - 1
    disk.flip(path, at * 8)
    disk.flip(path, (at - 10) * 8)
    const log = quietLog()
    const storage = await open(disk, log)
    expect(await content(storage, 'a')).toEqual({ found: 'a-firsta-second', damaged: true })
    expect((await content(storage, 'b')).damaged).toBe(false)
    expect(log.told('storage.damage').map(({ fields }) => fields.code)).toEqual(['record-unreadable'])
    await storage.close()
  })

  it('[ST24] a damaged snapshot answers the one before it, and the damaged bytes stay', async () => {
    const disk = await spoiled('b-second', '/data/snapshots/b~0000000002.snap')
    const log = quietLog()
    const storage = await open(disk, log)
    expect(await content(storage, 'b')).toEqual({ found: 'b-first', damaged: true })
    expect(log.told('storage.pad-damaged')[0]?.fields).toMatchObject({
      padId: 'b',
      code: 'snapshot-checksum',
    })
    await storage.close()
    expect(disk.paths()).toContain('/data/snapshots/b~0000000002.snap')
  })

  it('[ST25] a torn tail is kept aside and told once; what was promised before it is there', async () => {
    const disk = createSimulatedDisk()
    let storage = await open(disk, quietLog(), 100_000)
    await storage.create(padRecord('a'), bytes('a1'))
    // The write itself, then its fsync: there the power goes.
    disk.loseOperation(2)
    await expect(storage.append('a', bytes('never promised'), 2000)).rejects.toThrow()
    const file = disk.file('/data/log/00000001.log')
    disk.restart(1)
    const torn = createSimulatedDisk(
      new Map(
        disk.paths().map((path) => [path, path.endsWith('.log') ? file.subarray(0, -5) : disk.file(path)]),
      ),
    )
    for (const times of [1, 0]) {
      const log = quietLog()
      storage = await open(torn, log)
      expect(log.told('storage.torn-tail')).toHaveLength(times)
      expect(await content(storage, 'a')).toEqual({ found: 'a1', damaged: false })
      expect(storage.health()).toEqual({ ok: true })
      await storage.close()
    }
    expect(torn.paths().filter((path) => path.endsWith('.torn'))).toHaveLength(1)
  })

  it('[ST26] data of a newer format is refused and the folder is free again', async () => {
    const facts = '{"format":"holdfast-log","version":2'
    const newer = Buffer.from(`${facts},"checksum":${crc32(Buffer.from(facts))}}\n`)
    const disk = createSimulatedDisk(new Map([['/data/format.json', newer]]))
    expect(await refusal(open(disk))).toBe('newer-format')
    expect(await refusal(open(disk))).toBe('newer-format')
    expect(disk.file('/data/format.json')).toEqual(newer)
  })

  it('[ST26] a damaged format file is kept aside and told', async () => {
    const disk = createSimulatedDisk()
    await (await open(disk)).close()
    disk.flip('/data/format.json', 200)
    const log = quietLog()
    await (await open(disk, log)).close()
    expect(log.told('storage.damage')).toHaveLength(1)
    expect(disk.paths()).toContain('/data/format.json.damaged')
  })
})
