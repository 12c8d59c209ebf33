/** Texts that people really have: this repository's own pages, and one of more than a megabyte. Times are told. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad, test } from '../harness/fixtures.ts'
import { ROOT } from '../harness/pad-server.ts'

const pages = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(docs\/[^/]*|[A-Z]+)\.md$/.test(file))
  .sort()

const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const started = performance.now()
  const result = await work()
  return [result, Math.round(performance.now() - started)]
}

/** Letters and digits alone: how a text is wrapped and marked up may differ, what it says may not. */
const said = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

test('[E222] the pages of this repository become pads, open, and come out again saying the same', async ({
  person,
  url,
  expectComplaints,
}) => {
  // Their pictures lie beside the pages, not beside the pads.
  expectComplaints.push(/status of 404 .*\/p\/images\//)
  expect(pages.length).toBeGreaterThan(5)
  const ada = await person()
  for (const file of pages) {
    const markdown = readFileSync(join(ROOT, file), 'utf8')
    const { id } = await createPad(url, { title: file, markdown })
    await ada.openLive(`${url}/p/${id}`)
    const first = await (await fetch(`${url}/api/pads/${id}/export?format=md`)).text()
    const again = await createPad(url, { title: file, markdown: first })
    const second = await (await fetch(`${url}/api/pads/${again.id}/export?format=md`)).text()
    expect(said(second), file).toBe(said(first))
    const words = markdown.match(/\p{L}{5,}/gu) ?? []
    expect(
      words.filter((word) => !first.includes(word)),
      file,
    ).toEqual([])
  }
})

test('[E223] a text of more than a megabyte is imported, opened, edited and exported', async ({
  person,
  url,
}) => {
  test.setTimeout(300_000)
  const source = pages.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n\n')
  const markdown = source.repeat(Math.ceil(1_100_000 / source.length))
  const [{ id }, imported] = await timed(() => createPad(url, { title: 'Large', markdown }))
  const ada = await person()
  const [, opened] = await timed(async () => {
    await ada.open(`${url}/p/${id}`)
    await ada.text.waitFor({ timeout: 60_000 })
    await expect(ada.status).toContainText(en.status.saved, { timeout: 60_000 })
  })
  const [, edited] = await timed(async () => {
    await ada.text.locator('p').first().click()
    await ada.page.keyboard.press('Home')
    await ada.page.keyboard.type('Edited here: ')
    await expect(ada.status).toContainText(en.status.saved, { timeout: 60_000 })
  })
  const [text, exported] = await timed(async () =>
    (await fetch(`${url}/api/pads/${id}/export?format=md`)).text(),
  )
  expect(text).toContain('Edited here: ')
  expect(text.length).toBeGreaterThan(900_000)
  console.log(
    `${(markdown.length / 1e6).toFixed(2)} MB: import ${imported} ms, open ${opened} ms, edit ${edited} ms, export ${exported} ms`,
  )
})
