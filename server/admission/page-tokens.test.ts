import { expect, test } from 'vitest'
import { createPageTokens } from './page-tokens.ts'

const HOUR = 60 * 60 * 1000

test('[AD3] a token is good for its life, and for nobody with another key', () => {
  let now = Date.UTC(2026, 0, 1)
  const clock = { now: () => now }
  const tokens = createPageTokens({ key: new Uint8Array(32).fill(1), lifeMs: 12 * HOUR }, clock)
  const other = createPageTokens({ key: new Uint8Array(32).fill(2), lifeMs: 12 * HOUR }, clock)
  const token = tokens.issue()
  expect([tokens.isValid(token), other.isValid(token)]).toEqual([true, false])
  now += 12 * HOUR - 1
  expect(tokens.isValid(token)).toBe(true)
  now += 1
  expect(tokens.isValid(token)).toBe(false)
  expect(tokens.isValid(tokens.issue())).toBe(true)
})

test('[AD3] a token that was changed is none, and one for later than any is none', () => {
  const key = new Uint8Array(32)
  const clock = { now: () => 1_000_000 }
  const tokens = createPageTokens({ key, lifeMs: HOUR }, clock)
  const [until = '', mac = ''] = tokens.issue().split('.')
  const later = (Number.parseInt(until, 36) + 1).toString(36)
  for (const forged of [
    '',
    '.',
    `${later}.${mac}`,
    `${until}.${mac.slice(1)}A`,
    `${until}.`,
    `x ${until}.${mac}`,
  ]) {
    expect(tokens.isValid(forged), forged).toBe(false)
  }
  const longer = createPageTokens({ key, lifeMs: 2 * HOUR }, clock)
  expect(tokens.isValid(longer.issue())).toBe(false)
})
