import { describe, expect, test } from 'vitest'
import { between, createHistogram, quantile } from './histogram.ts'

describe('a histogram', () => {
  test('[OP7] a value counts at the first bound it does not exceed, and past the last one it still counts', () => {
    const histogram = createHistogram([1, 2, 5])
    for (const value of [0, 1, 1.5, 2, 5, 5.1, 100]) histogram.observe(value)
    expect(histogram.read()).toEqual({ bounds: [1, 2, 5], counts: [2, 2, 1, 2], sum: 114.6, count: 7 })
  })

  test('[OP7] a reading stays as it was, and the difference of two is what came between', () => {
    const histogram = createHistogram([1, 2])
    histogram.observe(1)
    const before = histogram.read()
    histogram.observe(2)
    histogram.observe(3)
    expect(before.count).toBe(1)
    expect(between(before, histogram.read())).toMatchObject({ counts: [0, 1, 1], sum: 5, count: 2 })
  })

  test('[OP7] a quantile is the bound that so many do not exceed', () => {
    const histogram = createHistogram([1, 2, 5])
    expect(quantile(histogram.read(), 0.5)).toBeUndefined()
    for (let at = 0; at < 95; at += 1) histogram.observe(1)
    for (let at = 0; at < 4; at += 1) histogram.observe(3)
    histogram.observe(9)
    expect([0.5, 0.95, 0.99, 1].map((q) => quantile(histogram.read(), q))).toEqual([1, 1, 5, Infinity])
  })
})
