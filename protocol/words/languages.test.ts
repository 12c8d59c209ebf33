/** Every language says the same things; the sentences themselves are for people to judge. */
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { acceptedLanguages, LANGUAGES, wordsFor } from './languages.ts'
import { zh } from './zh.ts'

/** The path of every sentence, and what kind it is: the limits are an open table, so types do not compare them. */
const paths = (words: object, at = ''): string[] =>
  Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'object' ? paths(value as object, `${at}${name}.`) : [`${at}${name}: ${typeof value}`],
  )

/** Every sentence that is not computed. */
const leaves = (words: object): string[] =>
  Object.values(words).flatMap((value): string[] => {
    if (typeof value === 'object') return leaves(value as object)
    return typeof value === 'string' ? [value] : []
  })

test.each(Object.entries(LANGUAGES))(
  '[UI11] %s has every sentence that English has, and no other',
  (_tag, words) => {
    expect(paths(words)).toEqual(paths(en))
  },
)

test('[UI11] Chinese is written in Chinese: no sentence was left in English', () => {
  const names = /^(Holdfast|Markdown|JSON|HTTP|WebSocket|zh-CN|ltr)$/
  const english = leaves(zh).filter((text) => !/[\u3400-\u9fff]/.test(text) && !names.test(text))
  expect(english).toEqual([])
})

test('[UI11] numbers and plurals', () => {
  expect([0, 1, 2].map(zh.list.people)).toEqual(['', '1 人在线', '2 人在线'])
  expect([0, 1, 2].map(zh.list.found)).toEqual(['没有找到文档。', '找到 1 篇文档。', '找到 2 篇文档。'])
  expect(zh.status.reconnectingDetail(3, 4)).toContain('4 秒后重连（第 3 次）')
  expect(zh.status.reconnectingDetail(3, undefined)).toContain('第 3 次')
  expect(zh.time.ago(0)).toBe('刚刚')
  expect(zh.time.ago(3 * 60_000)).toMatch(/^3\s?分钟前$/)
  expect(zh.time.exact(Date.UTC(2026, 10, 22, 12))).toMatch(/2026年11月2\d日.*\d:\d\d/)
})

test.each([
  ['a header that is missing', undefined, 'en'],
  ['an empty one', '', 'en'],
  ['Chinese first', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['English first', 'en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['the order of qualities, not of the text', 'en;q=0.3, ZH-hans-cn;q=0.7', 'zh-CN'],
  ['a language without words before one with', 'fr-CH, fr;q=0.9, zh-TW;q=0.8', 'zh-CN'],
  ['a language that is refused', 'zh;q=0, de', 'en'],
  ['whatever comes', '*', 'en'],
  ['names of JavaScript’s own', 'constructor, __proto__', 'en'],
  ['nonsense', ';;;,=q,zh;q=often', 'en'],
])('[UI11] %s chooses the language', (_what, header, code) => {
  expect(wordsFor(acceptedLanguages(header)).code).toBe(code)
})
