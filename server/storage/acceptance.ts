/**
 * The specification of Storage as one suite that every engine passes. It refuses to know any engine: what it needs
 * beyond the interface (opening again on the same data, a disk that fails on demand) is handed in.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { bytes, padRecord, refusal, text } from './fixtures.ts'
import type { Storage } from './storage.ts'

export interface OpenedStorage {
  readonly storage: Storage
  /** Closes and opens again on the same data; absent when the engine keeps nothing. */
  reopen?(): Promise<Storage>
  /** From now on every write fails, or none does; absent when the engine has no disk that can. */
  failWrites?(failing: boolean): void
  /** Called after each test, when whatever `storage` is open has been closed. */
  cleanUp?(): Promise<void>
}

export const storageAcceptance = (
  name: string,
  open: () => Promise<OpenedStorage>,
  /** Whether the engine has a disk that can be told to fail. */
  disk: { readonly canFail: boolean },
): void => {
  let opened: OpenedStorage | undefined
  let current: Storage | undefined

  const start = async (): Promise<Storage> => {
    opened = await open()
    current = opened.storage
    return current
  }
  /** The same data as a new process would see it; an engine without a disk goes on as it is. */
  const again = async (): Promise<Storage> => {
    if (opened?.reopen !== undefined) current = await opened.reopen()
    if (current === undefined) throw new Error('start() comes before again()')
    return current
  }

  describe(`storage: ${name}`, () => {
    afterEach(async () => {
      opened?.failWrites?.(false)
      await current?.close()
      await opened?.cleanUp?.()
      opened = undefined
      current = undefined
    })

    it('[ST1, AC5] what was promised is there after opening again: records, links, updates, order, times', async () => {
      let storage = await start()
      const links = { edit: { hash: 'e', madeAt: 1 }, renewals: 0 }
      await storage.create(padRecord('a', { links }), bytes('a1'))
      await storage.create(padRecord('b'))
      await storage.change('b', { links })
      expect(await storage.append('a', bytes('a2'), 2000)).toBe(2)
      expect(await storage.append('b', bytes('b1'), 3000)).toBe(1)
      await storage.change('a', { title: 'Other' })
      storage = await again()
      expect(storage.pad('a')).toEqual(padRecord('a', { title: 'Other', updatedAt: 2000, links }))
      expect(storage.pad('b')).toEqual(padRecord('b', { updatedAt: 3000, links }))
      expect([...storage.pads()].map((pad) => pad.id).sort()).toEqual(['a', 'b'])
      const document = await storage.load('a')
      expect(document).toMatchObject({ snapshot: undefined, snapshotSequence: 0, sequence: 2 })
      expect(document).not.toHaveProperty('damage')
      expect(document.updates.map(text)).toEqual(['a1', 'a2'])
      expect(await storage.append('a', bytes('a3'), 4000)).toBe(3)
    })

    it('[ST2] updates of one pad have the sequences 1, 2, 3, … in call order, whatever else is written', async () => {
      let storage = await start()
      const ids = ['p', 'q', 'r']
      for (const id of ids) await storage.create(padRecord(id))
      const calls: Promise<number>[] = []
      for (let n = 1; n <= 200; n++) {
        for (const id of ids) calls.push(storage.append(id, bytes(`${id}${n}`), n))
        if (n % 50 === 0) await calls.at(-1)
      }
      const sequences = await Promise.all(calls)
      expect(sequences).toEqual(Array.from({ length: 600 }, (_, at) => Math.floor(at / 3) + 1))
      storage = await again()
      for (const id of ids) {
        const { updates, sequence } = await storage.load(id)
        expect(sequence).toBe(200)
        expect(updates.map(text)).toEqual(Array.from({ length: 200 }, (_, at) => `${id}${at + 1}`))
      }
    })

    it('[ST3] an id is taken once, deleted ones included; an unknown id is refused', async () => {
      const storage = await start()
      await storage.create(padRecord('a'))
      expect(await refusal(storage.create(padRecord('a')))).toBe('pad-exists')
      await storage.change('a', { deletedAt: 5000 })
      expect(await refusal(storage.create(padRecord('a')))).toBe('pad-exists')
      expect(await refusal(storage.append('none', bytes('x'), 1))).toBe('pad-unknown')
      expect(await refusal(storage.change('none', {}))).toBe('pad-unknown')
      expect(await refusal(storage.load('none'))).toBe('pad-unknown')
      expect(await refusal(storage.purge('none'))).toBe('pad-unknown')
      expect(await refusal(storage.compact('none', 1, bytes('x')))).toBe('pad-unknown')
      expect(storage.pad('none')).toBeUndefined()
    })

    it('[ST3] two creations of one id at once: one is refused and the other stands', async () => {
      const storage = await start()
      const outcomes = await Promise.all([
        refusal(storage.create(padRecord('a'), bytes('first'))),
        refusal(storage.create(padRecord('a'), bytes('second'))),
      ])
      expect(outcomes).toEqual(['none', 'pad-exists'])
      expect((await storage.load('a')).updates.map(text)).toEqual(['first'])
    })

    it('[ST4] a pad that was never written reads as nothing, with sequence 0', async () => {
      const storage = await start()
      await storage.create(padRecord('a'))
      expect(await storage.load('a')).toEqual({
        snapshot: undefined,
        snapshotSequence: 0,
        updates: [],
        sequence: 0,
      })
      expect([...storage.uncompacted()]).toEqual([])
    })

    it('[ST5] a change keeps what it does not name; deletedAt: undefined restores', async () => {
      let storage = await start()
      await storage.create(padRecord('a'), bytes('x'))
      expect(await storage.change('a', { title: 'New' })).toEqual(padRecord('a', { title: 'New' }))
      await storage.change('a', { deletedAt: 7000 })
      storage = await again()
      expect(storage.pad('a')).toEqual(padRecord('a', { title: 'New', deletedAt: 7000 }))
      expect(await storage.change('a', { deletedAt: undefined })).not.toHaveProperty('deletedAt')
      storage = await again()
      expect(storage.pad('a')).toEqual(padRecord('a', { title: 'New' }))
      expect((await storage.load('a')).updates.map(text)).toEqual(['x'])
    })

    it('[ST5] changes called at once build on each other', async () => {
      let storage = await start()
      await storage.create(padRecord('a'))
      await Promise.all([storage.change('a', { title: 'T' }), storage.change('a', { updatedAt: 9000 })])
      storage = await again()
      expect(storage.pad('a')).toEqual(padRecord('a', { title: 'T', updatedAt: 9000 }))
    })

    it('[ST6] compact replaces what it covers and keeps what came later', async () => {
      let storage = await start()
      await storage.create(padRecord('a'), bytes('1'))
      for (const n of ['2', '3', '4']) await storage.append('a', bytes(n), 2000)
      await storage.compact('a', 3, bytes('123'))
      for (let pass = 0; pass < 2; pass++) {
        const document = await storage.load('a')
        expect(text(document.snapshot)).toBe('123')
        expect(document.snapshotSequence).toBe(3)
        expect(document.updates.map(text)).toEqual(['4'])
        expect(document.sequence).toBe(4)
        storage = await again()
      }
      expect(storage.pad('a')?.updatedAt).toBe(2000)
      await storage.compact('a', 4, bytes('1234'))
      // An older snapshot that comes late changes nothing.
      await storage.compact('a', 2, bytes('12'))
      storage = await again()
      const document = await storage.load('a')
      expect(text(document.snapshot)).toBe('1234')
      expect(document.updates).toEqual([])
      expect(await storage.append('a', bytes('5'), 3000)).toBe(5)
    })

    it('[ST6] a snapshot cannot stand for updates that are not stored', async () => {
      const storage = await start()
      await storage.create(padRecord('a'), bytes('1'))
      await expect(storage.compact('a', 2, bytes('12'))).rejects.toBeInstanceOf(RangeError)
    })

    it('[ST6] appends, loads and compactions at once agree in the end', async () => {
      let storage = await start()
      await storage.create(padRecord('a'))
      for (let round = 1; round <= 20; round++) {
        const before = (round - 1) * 10
        const work: Promise<unknown>[] = []
        for (let n = 1; n <= 10; n++) work.push(storage.append('a', bytes(`${before + n},`), round))
        if (before > 0) work.push(storage.compact('a', before, bytes(`<${before}>`)))
        work.push(storage.load('a'))
        await Promise.all(work)
      }
      storage = await again()
      const { snapshot, updates, sequence } = await storage.load('a')
      expect(text(snapshot)).toBe('<190>')
      expect(updates.map(text).join('')).toBe('191,192,193,194,195,196,197,198,199,200,')
      expect(sequence).toBe(200)
    })

    it('[ST7] uncompacted names the pads whose updates no snapshot covers', async () => {
      let storage = await start()
      for (const id of ['a', 'b', 'c']) await storage.create(padRecord(id), bytes(id))
      await storage.compact('b', 1, bytes('B'))
      expect([...storage.uncompacted()].sort()).toEqual(['a', 'c'])
      storage = await again()
      expect([...storage.uncompacted()].sort()).toEqual(['a', 'c'])
    })

    it('[ST8] purge forgets the content for good and keeps the id; a living pad is not purged', async () => {
      let storage = await start()
      await storage.create(padRecord('a'), bytes('secret'))
      await storage.compact('a', 1, bytes('secret snapshot'))
      await storage.append('a', bytes('more'), 2000)
      expect(await refusal(storage.purge('a'))).toBe('pad-exists')
      await storage.change('a', { deletedAt: 3000 })
      await storage.purge('a')
      await storage.purge('a')
      for (let pass = 0; pass < 2; pass++) {
        expect(storage.pad('a')).toEqual(padRecord('a', { updatedAt: 2000, deletedAt: 3000 }))
        expect(await storage.load('a')).toEqual({
          snapshot: undefined,
          snapshotSequence: 0,
          updates: [],
          sequence: 0,
        })
        expect(await refusal(storage.create(padRecord('a')))).toBe('pad-exists')
        expect(await refusal(storage.append('a', bytes('x'), 1))).toBe('pad-unknown')
        expect(await refusal(storage.change('a', { deletedAt: undefined }))).toBe('pad-unknown')
        expect([...storage.uncompacted()]).toEqual([])
        storage = await again()
      }
    })

    it('[ST9] an update or a snapshot of several megabytes comes back bit by bit', async () => {
      let storage = await start()
      const large = new Uint8Array(5 * 1024 * 1024 + 3).map((_, at) => (at * 31) ^ (at >> 9))
      await storage.create(padRecord('a'), large)
      await Promise.all([storage.append('a', large, 2), storage.append('a', bytes('small'), 3)])
      storage = await again()
      const { updates } = await storage.load('a')
      expect(updates.map((update) => update.length)).toEqual([large.length, large.length, 5])
      expect(Buffer.compare(updates[1] ?? bytes(''), large)).toBe(0)
      await storage.compact('a', 3, large)
      storage = await again()
      expect(Buffer.compare((await storage.load('a')).snapshot ?? bytes(''), large)).toBe(0)
    })

    it('[ST10] ids that differ in case only, or are 128 capitals long, are different pads', async () => {
      let storage = await start()
      const ids = ['a', 'A', 'aB', 'Ab', 'AB', '-', '_', 'a-1', 'X'.repeat(128), 'x'.repeat(128)]
      for (const id of ids) {
        await storage.create(padRecord(id), bytes('1'))
        await storage.compact(id, 1, bytes(`of ${id}`))
      }
      storage = await again()
      for (const id of ids) expect(text((await storage.load(id)).snapshot)).toBe(`of ${id}`)
    })

    it('[ST11] 2,000 pads are kept and listed, with content', async () => {
      let storage = await start()
      const ids = Array.from({ length: 2000 }, (_, n) => `pad-${n}`)
      await Promise.all(ids.map((id) => storage.create(padRecord(id), bytes(id))))
      storage = await again()
      expect([...storage.pads()]).toHaveLength(2000)
      for (const id of ids.filter((_, n) => n % 97 === 0)) {
        expect((await storage.load(id)).updates.map(text)).toEqual([id])
      }
    })

    it('[ST12] after close everything is refused as closed, and close can be called again', async () => {
      const storage = await start()
      await storage.create(padRecord('a'))
      const last = storage.append('a', bytes('on its way'), 2)
      await storage.close()
      expect(await last).toBe(1)
      expect(await refusal(storage.append('a', bytes('x'), 3))).toBe('closed')
      expect(await refusal(storage.load('a'))).toBe('closed')
      await storage.close()
    })

    if (!disk.canFail) return
    it('[ST13] while the disk refuses, writes are rejected, reads go on, and it recovers by itself', async () => {
      let storage = await start()
      const failWrites = (failing: boolean) => opened?.failWrites?.(failing)
      await storage.create(padRecord('a'), bytes('1'))
      failWrites(true)
      const rejected = [storage.append('a', bytes('lost'), 2), storage.append('a', bytes('lost too'), 2)]
      expect(await Promise.all(rejected.map(refusal))).toEqual(['write-failed', 'write-failed'])
      expect(await refusal(storage.create(padRecord('b')))).toBe('write-failed')
      expect(await refusal(storage.compact('a', 1, bytes('S')))).toBe('write-failed')
      expect(storage.health()).toMatchObject({ ok: false })
      expect((await storage.load('a')).updates.map(text)).toEqual(['1'])
      failWrites(false)
      expect(await storage.append('a', bytes('2'), 3)).toBe(2)
      expect(storage.health()).toEqual({ ok: true })
      storage = await again()
      expect((await storage.load('a')).updates.map(text)).toEqual(['1', '2'])
      expect(storage.pad('b')).toBeUndefined()
      expect(storage.health()).toEqual({ ok: true })
    })
  })
}
