import { expect, test } from 'vitest'
import { createMemoryStorage } from '../storage/memory.ts'
import { createStage } from './stage.ts'
import { createWriter } from './writer.ts'

const bytes = (value: number) => Uint8Array.of(value)

test('[RO28] each update is told with the sequence it has in storage, also after a failure in the middle', async () => {
  const storage = createMemoryStorage()
  const { clock, log, tally, pass, settle } = createStage()
  let refused = 0
  const failing = {
    ...storage,
    append: (id: string, update: Uint8Array, at: number) =>
      update[0] === 3 && refused++ === 0 ? Promise.reject(new Error('full')) : storage.append(id, update, at),
  }
  const birth = () => ({ id: 'pad', generation: 'g', title: '', createdAt: 0, updatedAt: 0 })
  const events = { durable: () => {}, failing: () => {} }
  const writer = createWriter(birth, 0, events, { storage: failing, log, clock, tally })
  const told: [value: number, sequence: number, known: number][] = []
  for (const value of [1, 2, 3, 4]) {
    writer.write(bytes(value), (sequence) => told.push([value, sequence, writer.sequence()]))
  }
  await settle()
  // 4 was stored as 3 behind the failure; nobody is told, it is written again behind its predecessor.
  expect(told.map(([value, sequence]) => [value, sequence])).toEqual([
    [1, 1],
    [2, 2],
  ])
  await pass(1_000)
  const { updates } = await storage.load('pad')
  expect(told.map(([value, sequence]) => [value, updates[sequence - 1]?.[0]])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
  ])
  for (const [, sequence, known] of told) expect(known).toBeGreaterThanOrEqual(sequence)
  expect(writer.sequence()).toBe(5)
})
