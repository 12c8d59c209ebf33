/** An answer in pieces comes in pieces, and nobody can hold a thousand of them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { STREAM_PATH, STREAM_PIECE_MS, STREAM_PIECES } from '../../protocol/witness.ts'
import { openSite, type TestSite } from './test-site.ts'

/** As one client behind a proxy. */
const from = { headers: { 'x-forwarded-for': '192.0.2.7' } }

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

test('[HT28] each piece is on its way before the next is written', async () => {
  const response = await site.fetch(`/${STREAM_PATH}`)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  for (let piece = 1; piece <= STREAM_PIECES; piece += 1) {
    const { value } = await reader.read()
    expect(JSON.parse(Buffer.from(value ?? []).toString())).toEqual({
      code: 'piece',
      piece,
      of: STREAM_PIECES,
    })
    site.clock.advance(STREAM_PIECE_MS)
  }
  expect((await reader.read()).done).toBe(true)
})

test('[HT28] an address that asks for more than are sent is told when to come back', async () => {
  const aborts = new AbortController()
  const ask = () => site.fetch(`/${STREAM_PATH}`, { ...from, signal: aborts.signal })
  const statuses = (await Promise.all(Array.from({ length: 61 }, ask))).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(60)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1)
  expect((await ask()).headers.get('retry-after')).toBe('1')
  aborts.abort()
})
