/** What stands on the pages for people: commands that are typed, links that lead somewhere, words that agree. */
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { EXAMPLE, type GoodConfig, render } from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { SILENCES } from '../../proxy-configs/silences.ts'
import { OPTIONS } from '../../server/config.ts'
import { difference } from '../docs/catalogue/included.ts'
import { answers, commandBlocks, typed } from '../docs/commands/blocks.ts'
import { blocksOf, originalOf, pages, runnable } from '../docs/commands/pages.ts'
import { parseStage } from '../docs/commands/stages.ts'
import { UNRUN, type Unrun } from '../docs/commands/unrun.ts'
import { files, ROOT, text } from './sources.ts'

const excuses = (entry: Unrun, page: string, command: string): boolean =>
  page === entry.page && command.startsWith(entry.begins)

const untyped = pages()
  .filter((page) => originalOf(page) === undefined)
  .flatMap((page) => blocksOf(page).filter(({ stage }) => stage === undefined))
  .flatMap(({ page, line, commands }) => typed(commands).map((command) => ({ page, line, command })))

test('[DC1] a command that no test types stands in e2e/docs/commands/unrun.ts with its reason', () => {
  const silent = untyped.filter(({ page, command }) => !UNRUN.some((entry) => excuses(entry, page, command)))
  expect(silent.map(({ page, line, command }) => `${page}:${line}: ${command}`)).toEqual([])
})

test('[DC1] a reason without a command is none', () => {
  const idle = UNRUN.filter((entry) => !untyped.some(({ page, command }) => excuses(entry, page, command)))
  expect(idle).toEqual([])
})

test('[DC1] every stage that a page names exists', () => {
  const blocks = pages().flatMap(runnable)
  expect(blocks.length).toBeGreaterThan(15)
  for (const { stage } of blocks) expect(() => parseStage(stage), stage).not.toThrow()
})

test('[DC1] commands are seen in all forms, with stage and answer', () => {
  const page = [
    '<!-- run: good nginx -->',
    '```sh',
    'curl a \\',
    '  -b  # why',
    '```',
    '',
    '```text',
    '200',
    '```',
    '```',
    'HOST=x npm start',
    '```',
    '```js',
    'npm()',
    '```',
  ].join('\n')
  const [first, second, ...more] = commandBlocks('x.md', page)
  expect(first).toMatchObject({ line: 2, stage: 'good nginx', answer: '200\n' })
  expect(typed(first?.commands ?? '')).toEqual(['curl a -b'])
  expect(second).toMatchObject({ line: 10, stage: undefined, answer: undefined })
  expect(more).toEqual([])
})

test('[DC2] an answer is what the page says, or it is not', () => {
  expect(answers('a\n…\nd', 'a\nb\nc\nd\n')).toBe(true)
  expect(answers('a\n…\nd', 'a\nd')).toBe(true)
  expect(answers('status …', 'status 200  ')).toBe(true)
  expect(answers('426\n101', '426\n426')).toBe(false)
  expect(answers('a', 'a\nb')).toBe(false)
  expect(answers('a.c', 'abc')).toBe(false)
})

test('[DC3] a page in another language shows the commands and answers of the first, to the letter', () => {
  const translated = pages().filter((page) => originalOf(page) !== undefined)
  expect(translated.length).toBeGreaterThan(0)
  const shown = (page: string) => blocksOf(page).map(({ commands, answer }) => ({ commands, answer }))
  for (const page of translated) expect(shown(page), page).toEqual(shown(originalOf(page) as string))
})

test('[DC4] a difference shows what is otherwise, with a line around it', () => {
  expect(difference(['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'x', 'd', 'e'])).toBe(' b\n-c\n+x\n d\n …')
  expect(difference(['a'], ['a', 'b'])).toBe(' a\n+b')
})

/** Markdown's other forms of a link: a reference, and HTML. */
const LINKS = [/^\[[^\]]+\]:\s*(\S+)/gm, /<(?:a|img|source)\s[^>]*(?:href|src)="([^"]+)"/g]

test('[DC5] links in HTML and by reference lead somewhere, too', () => {
  const lost = files()
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      LINKS.flatMap((form) => [...text(file).matchAll(form)])
        .map((match) => match[1] as string)
        .filter((target) => !/^[a-z]+:|^#/.test(target))
        .filter((target) => !existsSync(join(ROOT, dirname(file), target.split('#')[0] as string)))
        .map((target) => `${file}: ${target}`),
    )
  expect(lost).toEqual([])
})

test('[DC5] every page is reached from the index in docs/README.md', () => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file) || !existsSync(join(ROOT, file))) return
    reached.add(file)
    if (!file.endsWith('.md')) return
    for (const [, target = ''] of text(file).matchAll(/\]\(([^)\s#]+)[^)]*\)/g))
      if (!/^[a-z]+:/.test(target)) visit(normalize(join(dirname(file), target)))
  }
  visit('docs/README.md')
  expect(pages().filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([])
  expect(text('README.md')).toContain('(docs/README.md)')
})

test('[DC6] the good configuration of each proxy holds the time of silence that the page tells', () => {
  for (const [name, { good, byItself, source }] of Object.entries(SILENCES)) {
    const config: GoodConfig = GOOD_CONFIGS[name as keyof typeof SILENCES]
    expect(source).toMatch(/^https?:/)
    expect(good === undefined).toBe(byItself === undefined)
    const all = [render(config, EXAMPLE), ...(config.parameters ?? [])].join('\n')
    if (good !== undefined) expect(all, name).toContain(good)
  }
})

test('[DC7] the unit names options that the server has', () => {
  const known = new Set<string>(Object.values(OPTIONS).map(({ name }) => name))
  const named = [...text('docs/operations/holdfast.service').matchAll(/^Environment=(\w+)=/gm)]
    .map((match) => match[1] as string)
    .filter((name) => name !== 'NODE_ENV')
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !known.has(name))).toEqual([])
})
