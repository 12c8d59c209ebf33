import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import { zh } from '../../protocol/words/zh.ts'
import { openSite, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
  site.pads.put({ id: 'gone', deletedAt: 0 })
})
afterEach(() => site.close())

const PAGES = [
  ['the list', '/', 'list.heading'],
  ['a pad', '/p/new', 'pad.readOnlyWithoutScript'],
  ['a deleted pad', '/p/gone', 'deleted.heading'],
  ['an address that is not there', '/nothing', 'missing.heading'],
  ['the page for being offline', '/offline', 'device.opening'],
] as const

const sentence = (words: object, path: string): string =>
  path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], words) as string

test.each(PAGES)(
  '[UI11] %s answers in the language its reader prefers, and says so',
  async (_what, path, name) => {
    for (const [accepted, words] of [
      ['zh-CN,zh;q=0.9,en;q=0.8', zh],
      ['en-GB,en;q=0.9,zh;q=0.8', en],
      ['fr', en],
    ] as const) {
      const response = await site.fetch(path, { headers: { 'accept-language': accepted } })
      const page = await response.text()
      expect(page).toContain(`<html lang="${words.code}"`)
      expect(page).toContain(sentence(words, name))
      expect(response.headers.get('vary')).toContain('Accept-Language')
    }
  },
)

test('[UI11] what is wrong with a request is said in English, on a page that says it is English', async () => {
  const response = await site.fetch('/?cursor=%ff', { headers: { 'accept-language': 'zh-CN' } })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(await response.text()).toContain('<html lang="en"')
})
