import { expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import { OPTIONS } from '../config.ts'
import { DENIALS } from './denials.ts'

const options = new Set(Object.values(OPTIONS).map(({ name }) => name))
const limits = Object.entries(DENIALS).filter(([, [status]]) => status !== 401 && status !== 403)

test('[AD14] every limit is 429 or 503, and names an option that exists', () => {
  for (const [code, [status, , option]] of limits) {
    expect([429, 503], code).toContain(status)
    if (option !== '') expect(options.has(option), code).toBe(true)
  }
})

test('[AD15] every limit that a pad can meet has its words', () => {
  const met = limits.filter(([, [, , option]]) => option !== '').map(([code]) => code)
  expect(Object.keys(en.status.limits).sort()).toEqual(met.sort())
})
