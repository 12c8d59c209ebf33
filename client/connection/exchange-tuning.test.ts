import { expect, test } from 'vitest'
import { createHold } from './exchange-tuning.ts'

test('[CN25] what a proxy’s timeout teaches is asked for in whole milliseconds, the only ones the server takes', () => {
  const hold = createHold()
  for (const held of [15_001, 1_503, 1_001]) {
    expect(hold.cut(held)).toBe(true)
    expect(hold.current()).toBe(Math.floor(hold.current()))
    expect(hold.current()).toBeLessThan(held)
    expect(hold.current()).toBeGreaterThanOrEqual(1_000)
  }
})
