import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { GENERATED_PAGES, regenerate } from '../docs/generated.ts'

test.each(GENERATED_PAGES)('[HS12] %s says what the code says; npm run docs mends it', (page) => {
  const text = readFileSync(page, 'utf8')
  expect(text).toBe(regenerate(text))
})
