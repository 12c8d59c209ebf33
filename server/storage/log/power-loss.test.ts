/**
 * Power loss, some hundreds of times: a workload of several pads runs on a simulated disk until the power goes at
 * one of its operations; the disk keeps what was synced and any part of the rest; everything promised must be
 * there. The control runs the same on a disk whose datasync lies, and must fail.
 */
import { describe, expect, it } from 'vitest'
import type { FileSystem } from '../file-system.ts'
import { bytes, padRecord, text } from '../fixtures.ts'
import { quietLog } from '../quiet-log.ts'
import { createRandom, type Random } from '../random.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../simulated-disk.ts'
import type { PadRecord, Storage } from '../storage.ts'
import type { LogClock } from './commit-queue.ts'
import { createLogStorage } from './engine.ts'

type Wrap = (fileSystem: FileSystem) => FileSystem

const FOLDER = '/data'
const PADS = ['a', 'A', 'long-pad-name_1', 'd', 'e']
const STEPS = 60

const now = 1_700_000_000_000

/** A commit window is one turn of the event loop; longer timers (the probe of a failing disk) never fire. */
const clock: LogClock = {
  now: () => now,
  after: (milliseconds, run) => {
    if (milliseconds >= 1000) return { cancel: () => {} }
    const timer = setImmediate(run)
    return { cancel: () => clearImmediate(timer) }
  },
}

const open = (
  disk: SimulatedDisk,
  random: Random,
  wrap: Wrap = (fileSystem) => fileSystem,
): Promise<Storage> =>
  createLogStorage(
    { folder: FOLDER, segmentBytes: 2500 },
    { fileSystem: wrap(disk.fileSystem()), log: quietLog(), clock, random32: random.bits },
  )

/** What the storage promised about one pad, and what was asked of it without an answer yet. */
interface Promised {
  /** Every text ever appended, by sequence once known. */
  readonly appended: Map<number, string>
  sequence: number
  /** Records that may be found: the promised one, then those asked for later. */
  records: PadRecord[]
  created: boolean
  purgeAsked: boolean
  purged: boolean
}

type Book = Map<string, Promised>

const newPromised = (): Promised => ({
  appended: new Map(),
  sequence: 0,
  records: [],
  created: false,
  purgeAsked: false,
  purged: false,
})

/** Runs until done or until the power goes; what was promised is written into the book. */
const work = async (storage: Storage, random: Random, book: Book, round: number): Promise<void> => {
  const alive = [...PADS, `once-${round}`, `gone-${round}`].map(async (id, at) => {
    const promised = book.get(id) ?? newPromised()
    book.set(id, promised)
    const own = createRandom(random.bits() + at)
    let state: string[] = []
    if (promised.created) {
      const document = await storage.load(id)
      state = [text(document.snapshot), ...document.updates.map(text)].join('').split(';').slice(0, -1)
    } else {
      const record = padRecord(id)
      promised.records.push(record)
      const first = own.chance(0.5) ? `${id}.birth.${round};` : undefined
      await storage.create(record, first === undefined ? undefined : bytes(first))
      promised.created = true
      if (first !== undefined) {
        promised.appended.set(1, first)
        promised.sequence = 1
        state.push(first.slice(0, -1))
      }
    }
    for (let step = 0; step < STEPS / PADS.length; step++) {
      const way = own.below(10)
      if (way < 6) {
        const update = `${id}.${round}.${step}.${'x'.repeat(own.below(own.chance(0.1) ? 2000 : 80))};`
        const sequence = await storage.append(id, bytes(update), now)
        promised.appended.set(sequence, update)
        promised.sequence = sequence
        state.push(update.slice(0, -1))
      } else if (way < 8) {
        await storage.compact(id, promised.sequence, bytes(state.map((one) => `${one};`).join('')))
      } else {
        const title = `title ${round}.${step}`
        const before = storage.pad(id)
        if (before !== undefined) promised.records.push({ ...before, title })
        const after = await storage.change(id, { title })
        promised.records = [after]
      }
    }
    if (!id.startsWith('gone')) return
    await storage.change(id, { deletedAt: 5 })
    promised.purgeAsked = true
    await storage.purge(id)
    promised.purged = true
  })
  const outcomes = await Promise.allSettled(alive)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason
  }
}

/** Everything wrong with what came back after a power loss; empty when every promise was kept. */
const broken = async (storage: Storage, book: Book): Promise<string[]> => {
  const wrong: string[] = []
  const { warning } = storage.health() as { warning?: string }
  if (warning !== undefined) wrong.push(`damage is reported for mere power loss: ${warning}`)
  for (const [id, promised] of book) {
    const record = storage.pad(id)
    if (record === undefined) {
      if (promised.created) wrong.push(`pad ${id} is gone`)
      continue
    }
    if (promised.created && !promised.records.some(({ title }) => title === record.title)) {
      wrong.push(`pad ${id} has the title ${record.title}`)
    }
    const document = await storage.load(id)
    if (document.damage !== undefined) wrong.push(`pad ${id} is damaged: ${document.damage.where}`)
    if (promised.purgeAsked && document.sequence === 0) continue
    if (promised.purged) wrong.push(`pad ${id} was purged and has content`)
    if (document.sequence < promised.sequence) {
      wrong.push(`pad ${id} has ${document.sequence} of ${promised.sequence} promised updates`)
    }
    const found = [text(document.snapshot), ...document.updates.map(text)].join('')
    const expected = Array.from({ length: promised.sequence }, (_, at) => promised.appended.get(at + 1)).join(
      '',
    )
    if (!found.startsWith(expected)) wrong.push(`pad ${id} has other content than promised`)
    // What nobody was promised may be there; then it counts.
    const rest = found.slice(expected.length).split(';').slice(0, -1)
    for (const [at, update] of rest.entries()) promised.appended.set(promised.sequence + 1 + at, `${update};`)
    if (wrong.length === 0 && document.sequence !== promised.sequence + rest.length) {
      wrong.push(`pad ${id} counts ${document.sequence} updates and holds ${promised.sequence + rest.length}`)
    }
    promised.sequence = document.sequence
    promised.created = true
    promised.records = [record]
  }
  return wrong
}

/** Up to three lives on one disk, each but the last ended by a power loss; answers what went wrong. */
const live = async (
  seed: number,
  crashes: readonly number[],
  wrap?: Wrap,
): Promise<{ wrong: string[]; disk: SimulatedDisk }> => {
  const random = createRandom(seed)
  const disk = createSimulatedDisk()
  const book: Book = new Map()
  for (const [round, crash] of crashes.entries()) {
    disk.loseOperation(crash)
    try {
      const storage = await open(disk, random, wrap)
      await work(storage, random, book, round)
      await storage.close()
    } catch (error) {
      if (!disk.isDown()) throw error
    }
    disk.restart(random.bits())
    const storage = await open(disk, random)
    const wrong = await broken(storage, book)
    await storage.close()
    if (wrong.length > 0) return { wrong, disk }
  }
  return { wrong: [], disk }
}

describe('power loss', { timeout: 20_000 }, () => {
  it('[ST20] whatever was promised is there after power loss at any operation, and no damage is reported', async () => {
    const whole = await live(1, [Number.POSITIVE_INFINITY])
    const operations = whole.disk.operations()
    expect(whole.wrong).toEqual([])
    expect(operations).toBeGreaterThan(100)
    for (let point = 1; point <= operations; point++) {
      for (let seed = 1; seed <= 3; seed++) {
        const { wrong } = await live(seed, [point])
        expect(wrong, `seed ${seed}, power loss at operation ${point}`).toEqual([])
      }
    }
  })

  it('[ST20] the same over three power losses in a row', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = createRandom(seed)
      const crashes = [1 + random.below(200), 1 + random.below(250), 1 + random.below(250)]
      const { wrong } = await live(seed, crashes)
      expect(wrong, `seed ${seed}, power loss at operations ${crashes}`).toEqual([])
    }
  })

  it('[ST21] the power-loss check notices an acknowledgement before fsync', async () => {
    const lying = (fileSystem: FileSystem): FileSystem => ({
      ...fileSystem,
      open: async (path, mode) => ({
        ...(await fileSystem.open(path, mode)),
        datasync: async () => undefined,
      }),
    })
    let noticed = 0
    for (let seed = 1; seed <= 20; seed++) {
      const { wrong } = await live(seed, [60 + seed * 5], lying)
      if (wrong.length > 0) noticed++
    }
    expect(noticed).toBeGreaterThan(10)
  })

  it('[ST21] the power-loss check notices a missing sync of the folder', async () => {
    const lying = (fileSystem: FileSystem): FileSystem => ({
      ...fileSystem,
      syncFolder: async () => undefined,
    })
    let noticed = 0
    for (let seed = 1; seed <= 20; seed++) {
      const { wrong } = await live(seed, [60 + seed * 5], lying)
      if (wrong.length > 0) noticed++
    }
    expect(noticed).toBeGreaterThan(5)
  })
})
