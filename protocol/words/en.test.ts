/** The words that are computed: times and plurals. Sentences are for people to judge. */
import { expect, test } from 'vitest'
import { en } from './en.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [-5000, 'just now'],
  [0, 'just now'],
  [44_000, 'just now'],
  [46_000, '1 minute ago'],
  [3 * MINUTE, '3 minutes ago'],
  [59 * MINUTE, '59 minutes ago'],
  [59.7 * MINUTE, '1 hour ago'],
  [5 * HOUR, '5 hours ago'],
  [26 * HOUR, 'yesterday'],
  [3 * DAY, '3 days ago'],
  [40 * DAY, 'last month'],
  [100 * DAY, '3 months ago'],
  [400 * DAY, 'last year'],
  [800 * DAY, '2 years ago'],
])('[UI3] %i ms ago is "%s"', (milliseconds, words) => {
  expect(en.time.ago(milliseconds)).toBe(words)
})

test('[UI3] one is one and none is silent', () => {
  expect([0, 1, 2].map(en.list.people)).toEqual(['', '1 person here', '2 people here'])
  expect([0, 1, 2].map(en.list.found)).toEqual(['0 pads found.', '1 pad found.', '2 pads found.'])
})

test('[UI3] the exact moment names day and time', () => {
  expect(en.time.exact(Date.UTC(2026, 10, 22, 12))).toMatch(/2026.*\d:\d\d/)
})
