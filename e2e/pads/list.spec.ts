/** The list of pads: making, finding, deleting and bringing back; and what a pad can be downloaded as. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad, test } from '../harness/fixtures.ts'

const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8)}`

test('[E211] a new pad is one press away, and named by typing', async ({ person, url }) => {
  const ada = await person()
  const title = unique('Minutes')
  await ada.open(`${url}/`)
  await ada.page.getByRole('button', { name: en.list.create }).click()
  await ada.page.waitForURL(/\/p\/[\w-]+$/)
  await ada.text.waitFor()
  await ada.title.fill(title)
  await expect(ada.status).toContainText(en.status.saved)
  await ada.page.getByRole('link', { name: en.pad.allPads }).click()
  await expect(ada.page.getByRole('link', { name: title })).toBeVisible()
})

test('[E211] the list is searched by title', async ({ person, url }) => {
  const title = unique('Needle')
  await createPad(url, { title })
  await createPad(url, { title: unique('Hay') })
  const ada = await person()
  await ada.open(`${url}/`)
  await ada.page.getByLabel(en.list.searchLabel).fill(title.toUpperCase())
  await expect(ada.page.locator('.pads a')).toHaveText([title])
})

test('[E212] a pad deleted by mistake comes back with one press, whole', async ({ person, url }) => {
  const title = unique('Precious')
  const { id } = await createPad(url, { title, markdown: 'Do not lose this.' })
  const ada = await person()
  await ada.open(`${url}/`)
  await ada.page.getByRole('button', { name: en.list.removeLabel(title) }).click()
  await expect(ada.page.getByRole('link', { name: title })).toHaveCount(0)
  await expect.poll(async () => (await fetch(`${url}/api/pads/${id}`)).status).toBe(410)
  await ada.page.getByRole('button', { name: en.list.undo }).click()
  await expect(ada.page.getByRole('link', { name: title })).toBeVisible()
  await ada.page.getByRole('link', { name: title }).click()
  await expect(ada.text).toContainText('Do not lose this.')
})

test('[E212, PS4] whoever is in a pad when it is deleted is told, keeps the text in view, and can restore it', async ({
  person,
  pad,
  url,
}) => {
  const { id, url: address } = await pad({ title: unique('Shared'), markdown: 'Text in view.' })
  const ada = await person()
  await ada.openLive(address)
  await fetch(`${url}/api/pads/${id}`, { method: 'DELETE' })
  await expect(ada.page.getByRole('heading', { name: en.deleted.heading })).toBeVisible()
  await expect(ada.page.getByText('Text in view.')).toBeVisible()
  await ada.page.getByRole('button', { name: en.deleted.restore }).click()
  await expect(ada.text).toContainText('Text in view.')
  await expect(ada.status).toContainText(en.status.saved)
})

test('[E212] the address of a deleted pad offers to restore it, without JavaScript too', async ({
  person,
  pad,
  url,
  expectComplaints,
}) => {
  expectComplaints.push(/status of 410/)
  const { id, url: address } = await pad({ markdown: 'Back again.' })
  await fetch(`${url}/api/pads/${id}`, { method: 'DELETE' })
  const reader = await person({ javaScriptEnabled: false })
  const answer = await reader.page.goto(address)
  expect(answer?.status()).toBe(410)
  await reader.page.getByRole('button', { name: en.deleted.restore }).click()
  await expect(reader.page.locator('#reading')).toContainText('Back again.')
})

const MARKDOWN = '# Plan\n\nSome **bold** text.\n\n- one\n- two'
const FORMATS: readonly (readonly [keyof typeof en.pad.formats, string, RegExp])[] = [
  ['html', 'text/html', /<strong>bold<\/strong>/],
  ['md', 'text/markdown', /Some \*\*bold\*\* text\./],
  ['txt', 'text/plain', /Some bold text\./],
  ['json', 'application/json', /"strong"/],
  ['yjs', 'application/octet-stream', /Some /],
]

test('[E213] a pad is downloaded in every format, from its menu', async ({ person, pad }) => {
  const { url } = await pad({ title: 'Plan', markdown: MARKDOWN })
  const ada = await person()
  await ada.openLive(url)
  await ada.page.getByRole('button', { name: en.pad.menu, exact: true }).click()
  for (const [format, type, holds] of FORMATS) {
    const link = ada.page.getByRole('link', { name: en.pad.formats[format] })
    const href = await link.evaluate((element) => (element as HTMLAnchorElement).href)
    const response = await fetch(href)
    expect(response.headers.get('content-type')).toContain(type)
    expect(await response.text()).toMatch(holds)
    const [download] = await Promise.all([ada.page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/\.\w+$/)
  }
})
