import { expect, test } from 'vitest'
import { fnv1a32 } from './hash.ts'

const of = (text: string) => fnv1a32(new TextEncoder().encode(text))

test('[PR9] the hash of parts has the published test vectors of FNV-1a', () => {
  expect(of('')).toBe(0x811c9dc5)
  expect(of('a')).toBe(0xe40c292c)
  expect(of('foobar')).toBe(0xbf9cf968)
})
