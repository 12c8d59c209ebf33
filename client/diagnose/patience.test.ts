import { expect, test } from 'vitest'
import { afterPatience } from './patience.ts'

function stage() {
  let now = 0
  let due: { readonly at: number; readonly run: () => void } | undefined
  return {
    timers: {
      setTimeout: (run: () => void, ms: number) => {
        due = { at: now + ms, run }
        return 1
      },
      clearTimeout: () => {
        due = undefined
      },
    },
    /** The clock goes on; timers fire at its end, as after a standstill. */
    pass(ms: number) {
      now += ms
      const fires = due !== undefined && due.at <= now ? due : undefined
      if (fires) due = undefined
      fires?.run()
    },
  }
}

test('[DG10] a device that stood still has not waited: what came meanwhile can still be read', () => {
  const { timers, pass } = stage()
  let over = false
  afterPatience(10_000, () => (over = true), timers)
  pass(60_000)
  expect(over).toBe(false)
  for (let turn = 0; turn < 18; turn += 1) pass(500)
  expect(over).toBe(false)
  pass(500)
  expect(over).toBe(true)
})

test('[DG10] no patience is over at once, and whoever stops waiting hears nothing', () => {
  const { timers, pass } = stage()
  let over = 0
  afterPatience(0, () => (over += 1), timers)
  pass(0)
  expect(over).toBe(1)
  const stop = afterPatience(2_000, () => (over += 1), timers)
  pass(500)
  stop()
  pass(5_000)
  expect(over).toBe(1)
})
