/** The copy on this device over a real IndexedDB in memory, and over one that fails when it is told to. */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, expect, test } from 'vitest'
import { COPIES_DATABASE, type Copies, type CopyEntry, createCopies } from './copies.ts'
import { createDatabase, type Database } from './database.ts'
import { DeviceError } from './failure.ts'
import { createLocalCopy, type KeptReport, type LocalCopy } from './local-copy.ts'

const timers = {
  setTimeout: (run: () => void, ms: number): number => Number(setTimeout(run, ms)),
  clearTimeout: (timer: number): void => clearTimeout(timer),
}
/** Bytes that merge as sets do: sorted, each once. */
const merge = (parts: readonly Uint8Array[]) =>
  Uint8Array.from([...new Set(parts.flatMap((part) => [...part]))].sort((a, b) => a - b))

const opened: Database[] = []
const closing: LocalCopy[] = []
afterEach(() => {
  for (const copy of closing.splice(0)) copy.close()
  for (const database of opened.splice(0)) database.close()
})

const open = (factory: () => IDBFactory | undefined, patience = 2000): Copies => {
  const database = createDatabase(
    { ...COPIES_DATABASE, patience },
    { ...timers, indexedDB: factory as () => globalThis.IDBFactory | undefined },
  )
  opened.push(database)
  return createCopies(merge, database)
}

const entry = (change: Partial<CopyEntry> = {}): CopyEntry => ({
  pad: '/harbour',
  generation: 'g1',
  title: 'Harbour',
  changedAt: 1,
  tallies: {},
  ...change,
})

const bytes = (...values: number[]) => Uint8Array.from(values)
const contents = async (copies: Copies, generation = 'g1') => {
  const found = (await copies.read('/harbour')).find((copy) => copy.generation === generation)
  return found && [...merge(found.parts)]
}

/** A copy being written, and every report of it; `until` waits for the next report that fits. */
const keep = async (copies: Copies, whole: () => Uint8Array, tab = 'a', generation = 'g1') => {
  const reports: KeptReport[] = []
  let look: () => void = () => undefined
  const found = await copies.read('/harbour').catch(() => [])
  const copy = createLocalCopy(
    {
      pad: '/harbour',
      generation,
      tab,
      found: found.find((each) => each.generation === generation),
      unborn: generation === '' ? undefined : found.find((each) => each.generation === ''),
      whole,
      title: () => 'Harbour',
      onReport: (report) => {
        reports.push(report)
        look()
      },
    },
    { copies, now: () => 5, ...timers },
  )
  closing.push(copy)
  const until = (fits: (report: KeptReport) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const from = reports.length
      look = () => reports.slice(from).some(fits) && resolve()
    })
  return { copy, reports, until }
}
const isKept = (report: KeptReport) => report.kept

test('[LC1] what was written is there when the write was reported, in every order and after a merge', async () => {
  const factory = new IDBFactory()
  const copies = open(() => factory)
  await copies.fold(entry(), bytes(1, 2), false)
  expect(await copies.append(entry(), [bytes(3), bytes(4)])).toMatchObject({
    stateBytes: 2,
    appendedBytes: 2,
  })
  expect(await contents(open(() => factory))).toEqual([1, 2, 3, 4])
  expect(await copies.fold(entry(), bytes(5), false)).toEqual({
    stateBytes: 5,
    appendedBytes: 0,
    appended: 0,
  })
  expect(await contents(copies)).toEqual([1, 2, 3, 4, 5])
})

test('[LC1] a browser without storage, one that refuses it and one that does not answer are told apart', async () => {
  const silent = { open: () => ({}) } as unknown as IDBFactory
  const refusing = {
    open: () => {
      throw new DOMException('no', 'SecurityError')
    },
  } as unknown as IDBFactory
  for (const [factory, code] of [
    [undefined, 'missing'],
    [refusing, 'missing'],
    [silent, 'blocked'],
  ] as const) {
    await expect(open(() => factory, 20).read('/harbour')).rejects.toMatchObject({ code })
  }
})

test('[LC1] a transaction that is undone is a failed write, and nothing of it is stored', async () => {
  const factory = new IDBFactory()
  const copies = open(() => factory)
  await copies.fold(entry(), bytes(1), false)
  let broken = false
  const database = createDatabase(COPIES_DATABASE, {
    ...timers,
    indexedDB: () => factory as globalThis.IDBFactory,
  })
  opened.push(database)
  const failing = createCopies((parts) => {
    if (broken) throw new Error('unreadable')
    return merge(parts)
  }, database)
  broken = true
  await expect(failing.fold(entry(), bytes(2), false)).rejects.toBeInstanceOf(DeviceError)
  expect(await contents(copies)).toEqual([1])
})

test('[LC2] after a failed write the next one carries the whole document', async () => {
  const factory = new IDBFactory()
  const real = open(() => factory)
  let full = false
  const copies: Copies = {
    ...real,
    append: (...args) =>
      full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : real.append(...args),
    fold: (...args) =>
      full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : real.fold(...args),
  }
  const document = [1]
  const { copy, reports, until } = await keep(copies, () => Uint8Array.from(document))
  let next = until(isKept)
  copy.write(bytes(1), true)
  await next
  full = true
  next = until((report) => report.failure === 'full')
  document.push(2)
  copy.write(bytes(2), true)
  await next
  expect(reports.at(-1)).toEqual({ kept: false, failure: 'full' })
  next = until(isKept)
  document.push(3)
  copy.write(bytes(3), true)
  full = false
  await next
  expect(reports.at(-1)).toEqual({ kept: true, failure: undefined })
  expect(await contents(real)).toEqual([1, 2, 3])
})

test('[LC2] a database that is deleted under the page is made again, whole', async () => {
  const factory = new IDBFactory()
  const copies = open(() => factory)
  const document = [1]
  const { copy, until } = await keep(copies, () => Uint8Array.from(document))
  let next = until(isKept)
  copy.write(bytes(1), true)
  await next
  await new Promise((resolve) => {
    factory.deleteDatabase('holdfast').onsuccess = resolve
  })
  next = until(isKept)
  document.push(2)
  copy.write(bytes(2), true)
  await next
  expect(await contents(copies)).toEqual([1, 2])
})

test('[LC3] what piled up is merged at the next opening, and nothing is written when nothing changed', async () => {
  const factory = new IDBFactory()
  const copies = open(() => factory)
  await copies.fold(entry(), bytes(1, 2, 3), false)
  for (let at = 0; at < 10; at += 1) await copies.append(entry(), [bytes(at)])
  const first = await keep(copies, () => bytes(1))
  await first.until(isKept)
  const [stored] = await copies.read('/harbour')
  expect(stored).toMatchObject({ stateBytes: 10, appended: 0, appendedBytes: 0 })
  let writes = 0
  const counted =
    <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      writes += 1
      return call(...args)
    }
  const counting: Copies = {
    ...copies,
    fold: counted(copies.fold),
    append: counted(copies.append),
    tell: counted(copies.tell),
  }
  const second = await keep(counting, () => bytes(1))
  second.copy.settled()
  await copies.read('/harbour')
  expect(writes).toBe(0)
})

test('[LC3] a pad that nobody wrote in leaves nothing on the device', async () => {
  const copies = open(() => new IDBFactory())
  const { copy } = await keep(copies, () => bytes(), 'a', '')
  copy.settled()
  expect(await copies.read('/harbour')).toEqual([])
})

test('[LC4] two tabs write one copy, merge it under each other, and both counts stay right', async () => {
  const factory = new IDBFactory()
  const [one, two] = [open(() => factory), open(() => factory)]
  const a = await keep(one, () => bytes(1), 'a')
  let next = a.until(isKept)
  a.copy.write(bytes(1), true)
  await next
  const b = await keep(two, () => bytes(1, 2), 'b')
  next = b.until(isKept)
  b.copy.write(bytes(2), true)
  await next
  await one.fold(entry(), bytes(3), false)
  next = b.until(isKept)
  b.copy.write(bytes(4), true)
  await next
  expect(await contents(one)).toEqual([1, 2, 3, 4])
  expect((await one.read('/harbour'))[0]?.tallies).toEqual({ a: [1, 0], b: [2, 0] })
  // The server confirmed what `a` knows of: its own change, not what `b` made.
  next = a.until(isKept)
  a.copy.settled()
  await next
  expect((await one.read('/harbour'))[0]?.tallies).toEqual({ a: [1, 1], b: [2, 0] })
})

test('[LC5] copies of two lives of a pad never touch; one from before its birth is taken up once', async () => {
  const copies = open(() => new IDBFactory())
  await copies.fold(entry({ generation: 'old' }), bytes(9), false)
  await copies.fold(entry({ generation: '' }), bytes(1), false)
  const document = [1]
  const { copy, until } = await keep(copies, () => Uint8Array.from(document), 'a', '')
  let next = until(isKept)
  document.push(2)
  copy.write(bytes(2), true)
  await next
  next = until(isKept)
  copy.born('new')
  await next
  expect(await contents(copies, 'new')).toEqual([1, 2])
  expect(await contents(copies, 'old')).toEqual([9])
  expect(await contents(copies, '')).toBeUndefined()
  await copies.remove('/harbour', 'old')
  expect(await contents(copies, 'old')).toBeUndefined()
  expect(await contents(copies, 'new')).toEqual([1, 2])
})
