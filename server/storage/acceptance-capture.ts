/**
 * What every engine promises of captures: one moment, whatever happens afterwards. A suite like acceptance.ts, and
 * as ignorant of engines.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { bytes, padRecord, refusal, text } from './fixtures.ts'
import type { Capture, Storage } from './storage.ts'

export const captureAcceptance = (
  name: string,
  open: () => Promise<{ storage: Storage; cleanUp?(): Promise<void> }>,
): void => {
  let opened: Awaited<ReturnType<typeof open>> | undefined

  const start = async (): Promise<Storage> => {
    opened = await open()
    return opened.storage
  }

  const content = async (capture: Capture, id: string): Promise<string> => {
    const { snapshot, updates } = await capture.load(id)
    return [text(snapshot), ...updates.map(text)].filter((part) => part !== '').join(',')
  }

  describe(`captures: ${name}`, () => {
    afterEach(async () => {
      await opened?.storage.close()
      await opened?.cleanUp?.()
    })

    it('[ST27] a capture holds every write that resolved before it, and none that came later', async () => {
      const storage = await start()
      await storage.create(padRecord('a'), bytes('a1'))
      await storage.append('a', bytes('a2'), 2000)
      const capture = storage.capture()
      await storage.append('a', bytes('a3'), 3000)
      await storage.change('a', { title: 'Later' })
      await storage.create(padRecord('b'), bytes('b1'))
      expect(capture.pads).toEqual([
        { record: padRecord('a', { updatedAt: 2000 }), sequence: 2, purged: false },
      ])
      expect(await content(capture, 'a')).toBe('a1,a2')
      expect(await capture.size('a')).toBe(4)
      expect(await refusal(capture.load('b'))).toBe('pad-unknown')
      capture.release()
      expect(await content(storage.capture(), 'a')).toBe('a1,a2,a3')
    })

    it('[ST27] compactions, deletions and purges behind it do not touch what it holds', async () => {
      const storage = await start()
      for (const id of ['a', 'b']) await storage.create(padRecord(id), bytes(`${id}1`))
      await storage.compact('a', 1, bytes('A1'))
      await storage.append('a', bytes('a2'), 2000)
      const capture = storage.capture()
      for (let sequence = 2; sequence <= 6; sequence += 1) {
        await storage.compact('a', sequence, bytes(`A${sequence}`))
        await storage.append('a', bytes(`a${sequence + 1}`), 2000)
      }
      await storage.change('b', { deletedAt: 5000 })
      await storage.purge('b')
      expect(await content(capture, 'a')).toBe('A1,a2')
      expect(await content(capture, 'b')).toBe('b1')
      expect(capture.pads.map(({ record, purged }) => [record.deletedAt, purged])).toEqual([
        [undefined, false],
        [undefined, false],
      ])
      capture.release()
      capture.release()
      const next = storage.capture()
      expect(next.pads.map(({ record, purged }) => [record.deletedAt, purged])).toEqual([
        [undefined, false],
        [5000, true],
      ])
      expect(await next.size('b')).toBe(0)
      next.release()
    })

    it('[ST29] where nothing is damaged a check finds nothing', async () => {
      const storage = await start()
      await storage.create(padRecord('a'), bytes('a1'))
      expect((await storage.check()).findings).toEqual([])
    })
  })
}
