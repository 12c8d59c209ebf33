import { describe, expect, test } from 'vitest'
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts'
import { createImporter, type ImportAnswer } from './importer.ts'

/** An importer whose threads answer when the test says so, on a clock the test moves. */
function stage(maxWaiting = 4) {
  const threads: { answer(answer: ImportAnswer): void; asked: string[]; ended: boolean }[] = []
  const timers = new Set<{ due: number; call(): void }>()
  let now = 0
  const importer = createImporter(
    { limitMs: 10_000, maxWaiting, idleMs: 60_000 },
    {
      clock: {
        after: (milliseconds, call) => {
          const timer = { due: now + milliseconds, call }
          timers.add(timer)
          return { cancel: () => void timers.delete(timer) }
        },
      },
      startThread: (answer) => {
        const thread = { answer, asked: [] as string[], ended: false }
        threads.push(thread)
        return {
          ask: (markdown) => void thread.asked.push(markdown),
          end: async () => {
            thread.ended = true
          },
        }
      },
    },
  )
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const timer of [...timers]) {
      if (timer.due > now) continue
      timers.delete(timer)
      timer.call()
    }
  }
  return { importer, threads, pass, timers }
}

const imported = (bytes = 1): ImportAnswer => ({ imported: { content: new Uint8Array(bytes), heading: 'h' } })

describe('importing on a thread', () => {
  test('[CO14] texts are read one after another on one thread', async () => {
    const { importer, threads } = stage()
    const first = importer.read('a')
    const second = importer.read('b')
    expect(threads.map(({ asked }) => asked)).toEqual([['a']])
    threads[0]?.answer(imported(1))
    expect((await first).content).toHaveLength(1)
    expect(threads.map(({ asked }) => asked)).toEqual([['a', 'b']])
    threads[0]?.answer(imported(2))
    expect((await second).content).toHaveLength(2)
  })

  test('[CO14] a text that takes too long is given up and its thread ended; the next is read on a new one', async () => {
    const { importer, threads, pass } = stage()
    const slow = importer.read('slow')
    const next = importer.read('next')
    pass(9_999)
    expect(threads[0]?.ended).toBe(false)
    pass(1)
    await expect(slow).rejects.toMatchObject({
      code: 'markdown-too-costly',
      message: expect.stringContaining('longer than 10 s'),
    })
    expect([threads[0]?.ended, threads[1]?.asked]).toEqual([true, ['next']])
    threads[0]?.answer(imported(9))
    threads[1]?.answer(imported(1))
    expect((await next).content).toHaveLength(1)
  })

  test('[CO14] when too many wait, the newest is refused as busy and the others are read', async () => {
    const { importer, threads } = stage(1)
    const first = importer.read('a')
    const second = importer.read('b')
    await expect(importer.read('c')).rejects.toMatchObject({ code: 'busy' })
    threads[0]?.answer(imported())
    threads[0]?.answer(imported())
    await Promise.all([first, second])
    expect(threads[0]?.asked).toEqual(['a', 'b'])
  })

  test('[CO14] what the thread refuses is told as it said it; what breaks it does not reach the next', async () => {
    const { importer, threads } = stage()
    const deep = importer.read('a')
    const bug = importer.read('b')
    const fine = importer.read('c')
    threads[0]?.answer({ refused: { code: 'markdown-too-deep', message: 'too deep' } })
    await expect(deep).rejects.toMatchObject({ code: 'markdown-too-deep', message: 'too deep' })
    threads[0]?.answer({ failed: 'a bug' })
    await expect(bug).rejects.toThrow('a bug')
    expect(threads[0]?.ended).toBe(true)
    threads[1]?.answer(imported())
    await fine
  })

  test('[CO14] a text that becomes more than a pad may begin with is refused', async () => {
    const { importer, threads } = stage()
    const reading = importer.read('a')
    threads[0]?.answer(imported(MAX_FRAME_BYTES + 1))
    await expect(reading).rejects.toMatchObject({ code: 'markdown-too-costly' })
  })

  test('[CO14] a text that exhausts its thread is refused, and the next is read on a new one', async () => {
    const { importer, threads } = stage()
    const huge = importer.read('a')
    const next = importer.read('b')
    threads[0]?.answer({ exhaustedMegabytes: 512 })
    await expect(huge).rejects.toMatchObject({
      code: 'markdown-too-costly',
      message: expect.stringContaining('512 MB'),
    })
    threads[0]?.answer({ failed: 'ended' })
    threads[1]?.answer(imported())
    await next
  })

  test('[CO14] a thread without work is ended after a while, and comes back when there is some', async () => {
    const { importer, threads, pass } = stage()
    const first = importer.read('a')
    threads[0]?.answer(imported())
    await first
    pass(60_000)
    expect(threads[0]?.ended).toBe(true)
    const second = importer.read('b')
    threads[1]?.answer(imported())
    await second
  })

  test('[CO14] at a stop nobody is left waiting and nothing runs on', async () => {
    const { importer, threads, timers } = stage()
    const both = Promise.allSettled([importer.read('a'), importer.read('b')])
    await importer.close()
    expect((await both).map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
      'busy',
      'busy',
    ])
    await expect(importer.read('c')).rejects.toMatchObject({ code: 'busy' })
    expect([threads[0]?.ended, timers.size]).toEqual([true, 0])
  })
})
