/** Every promise has a test, every test a promise. */
import { expect, test } from 'vitest'
import { pages, rules, titles, titlesIn } from './rules.ts'
import { text } from './sources.ts'

const known = rules()
const written = titles()

test('[HS6] every rule has a test whose title begins with its id', () => {
  const proven = new Set(written.flatMap((title) => title.ids))
  expect(known.length).toBeGreaterThan(5)
  expect(known.filter(({ id }) => !proven.has(id)).map(({ id, page }) => `${page}: ${id}`)).toEqual([])
})

test('[HS6] every test begins with the id of a rule that exists', () => {
  const ids = new Set(known.map(({ id }) => id))
  const lost = written.filter((title) => title.ids.length === 0 || title.ids.some((id) => !ids.has(id)))
  expect(lost.map(({ file, title }) => `${file}: ${title}`)).toEqual([])
})

test('[HS6] ids are unique, and a prefix belongs to one page', () => {
  const ids = known.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  const owners = new Map<string, Set<string>>()
  for (const { id, page } of known) {
    const prefix = id.slice(0, 2)
    owners.set(prefix, (owners.get(prefix) ?? new Set()).add(page))
  }
  expect([...owners].filter(([, where]) => where.size > 1).map(([prefix]) => prefix)).toEqual([])
})

test('[HS6] docs/behaviour.md leads to every page of rules', () => {
  const index = text('docs/behaviour.md')
  expect(pages().filter((page) => !index.includes(`(${page.slice('docs/'.length)})`))).toEqual([])
})

test('[HS6] a title without an id, and ids in all the forms tests are written, are seen', () => {
  const source = [
    "test('works', () => {})",
    "it('[AB1] one', async () => {})",
    "test.each([[1], [f(2)]])('[AB2, AB3] %i', () => {})",
    "// test('[AB9] not this')",
    'test(`[AB4] text`, () => {})',
    "pattern.test('[AB5] no')",
  ].join('\n')
  expect(titlesIn('x.test.ts', source).map((title) => title.ids)).toEqual([
    [],
    ['AB1'],
    ['AB2', 'AB3'],
    ['AB4'],
  ])
})
