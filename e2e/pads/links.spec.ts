/** Pads that open by links, as people meet them: one writes, one reads, and a link is taken back while it is open. */
import { expect, type Page } from '@playwright/test'
import type { NewPad } from '../../protocol/api.ts'
import { en } from '../../protocol/words/en.ts'
import { sideways, violations } from '../harness/axe.ts'
import { test as base } from '../harness/fixtures.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const TOKEN = 'the-administrators-own-token'

interface LinkedPad {
  readonly id: string
  /** Addresses of the pad without a link, with its edit link, and with its read-only link. */
  readonly url: string
  readonly edit: string
  readonly read: string
}

const test = base.extend<{ linked(content?: object): Promise<LinkedPad> }, { byLinks: PadServer }>({
  byLinks: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const server = await startPadServer({ env: { HOLDFAST_ACCESS: 'links', HOLDFAST_ADMIN_TOKEN: TOKEN } })
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  linked: async ({ byLinks: { url } }, use) => {
    await use(async (content = {}) => {
      const response = await fetch(`${url}/api/pads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(content),
      })
      const { id, links } = (await response.json()) as NewPad
      return { id, url: `${url}/p/${id}`, edit: url + links?.edit?.url, read: url + links?.read?.url }
    })
  },
})

const openLinks = async (page: Page) => {
  await page.getByRole('button', { name: en.pad.menu, exact: true }).click()
  await page.getByRole('button', { name: en.access.menu }).click()
  const dialog = page.getByRole('dialog', { name: en.access.heading })
  await expect(dialog.getByLabel(en.access.name.edit, { exact: true })).toHaveValue(/\?key=/)
  return dialog
}

test('[AC4, AC8, AC10] who has the edit link writes, who has the read-only link reads along and is seen', async ({
  person,
  linked,
}) => {
  const pad = await linked({ title: 'Minutes', markdown: 'First.' })
  const [ada, ben] = [await person(), await person()]
  await ada.openLive(pad.edit)
  await ben.open(pad.read)
  for (const { page } of [ada, ben]) expect(page.url()).toBe(pad.url)

  await expect(ben.page.getByText(en.access.reading)).toBeVisible()
  await expect(ben.status).toContainText(en.status.readOnly)
  await expect(ben.text).toHaveCount(0)
  await expect(ben.title).not.toBeEditable()
  await expect(ada.page.getByRole('list', { name: en.people.label }).getByRole('listitem')).toHaveCount(1)

  await ada.text.click()
  await ada.page.keyboard.press('End')
  await ada.page.keyboard.type(' Second.')
  await expect(ben.page.getByText('First. Second.')).toBeVisible()
  await expect(ada.status).toContainText(en.status.saved)

  // The cookie carries both through a reload of the clean address.
  await Promise.all([ada.page.reload(), ben.page.reload()])
  await expect(ada.text).toContainText('First. Second.')
  await expect(ben.page.getByText('First. Second.')).toBeVisible()
  await expect(ben.text).toHaveCount(0)
  await ben.page.getByRole('button', { name: en.pad.menu, exact: true }).click()
  await expect(ben.page.getByRole('button', { name: en.access.menu })).toHaveCount(0)
  await expect(ben.page.getByRole('button', { name: en.pad.remove })).toHaveCount(0)
})

test('[AC6, AC12, AC13] both links are replaced while they are open: who did it goes on, the others are told', async ({
  person,
  linked,
  expectComplaints,
}) => {
  expectComplaints.push(/403|WebSocket connection/)
  const pad = await linked({ title: 'Minutes', markdown: 'First.' })
  const [ada, ben, cleo] = [await person(), await person(), await person()]
  await ada.openLive(pad.edit)
  await ben.open(pad.read)
  await expect(ben.status).toContainText(en.status.readOnly)
  await cleo.openLive(pad.edit)

  const dialog = await openLinks(ada.page)
  await expect(dialog.getByLabel(en.access.name.edit, { exact: true })).toHaveValue(pad.edit)
  await expect(dialog.getByLabel(en.access.name.read, { exact: true })).toHaveValue(pad.read)
  await dialog.getByRole('button', { name: en.access.renew.edit }).click()
  await ada.page
    .getByRole('dialog', { name: en.access.sure.edit })
    .getByRole('button', { name: en.access.renew.edit })
    .click()
  await expect(dialog).toContainText(en.access.renewed.edit)
  await expect(dialog.getByLabel(en.access.name.edit, { exact: true })).not.toHaveValue(pad.edit)
  const fresh = await dialog.getByLabel(en.access.name.read, { exact: true }).inputValue()
  await dialog.getByRole('button', { name: en.pad.close }).click()

  for (const { page, text } of [ben, cleo]) {
    await expect(page.getByText(en.access.shut)).toBeVisible()
    await expect(text).toHaveCount(0)
  }
  await ada.text.click()
  await ada.page.keyboard.press('End')
  await ada.page.keyboard.type(' Still here.')
  await expect(ada.status).toContainText(en.status.saved)
  await expect(ada.page.getByText(en.access.shut)).toHaveCount(0)

  await ben.page.reload()
  await expect(ben.page.getByRole('heading', { name: 'This link opens nothing here' })).toBeVisible()
  await ben.open(fresh)
  await expect(ben.page.getByText('First. Still here.')).toBeVisible()
})

test('[AC13] what an editor wrote and could not save is offered on the page that says the link opens nothing', async ({
  person,
  linked,
  expectComplaints,
}) => {
  expectComplaints.push(/403|WebSocket connection|ERR_INTERNET_DISCONNECTED|Failed to fetch/)
  const pad = await linked({ title: 'Minutes' })
  const ada = await person()
  await ada.openLive(pad.edit)
  await ada.context.setOffline(true)
  await ada.text.click()
  await ada.page.keyboard.type('written on the train')
  await expect(ada.status).toContainText(en.status.offline)
  await fetch(`${pad.url.replace('/p/', '/api/pads/')}/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  await ada.context.setOffline(false)
  await expect(ada.page.getByText(en.access.shut)).toBeVisible()
  await expect(ada.page.getByText('written on the train')).toBeVisible()
  await ada.page.reload()
  await expect(ada.page.getByRole('heading', { name: en.device.setAsideHeading })).toBeVisible()
  const download = ada.page.waitForEvent('download')
  await ada.page.getByRole('button', { name: en.device.download }).click()
  const file = await (await download).createReadStream()
  const text = (await file.toArray()).join('')
  expect(text).toContain('written on the train')
})

test('[AC10] an editor who comes back with the read-only link sees what was not saved, and may copy it', async ({
  person,
  linked,
  expectComplaints,
}) => {
  expectComplaints.push(/403|WebSocket connection|ERR_INTERNET_DISCONNECTED|Failed to fetch/)
  const pad = await linked({ title: 'Minutes' })
  const api = `${pad.url.replace('/p/', '/api/pads/')}/links`
  const ada = await person()
  await ada.openLive(pad.edit)
  await ada.context.setOffline(true)
  await ada.text.click()
  await ada.page.keyboard.type('written on the train')
  await expect(ada.status).toContainText(en.status.offline)
  await fetch(`${api}?which=edit`, { method: 'DELETE', headers: { authorization: `Bearer ${TOKEN}` } })
  await ada.context.setOffline(false)
  await ada.open(pad.read)
  await expect(ada.page.getByText(en.access.reading)).toBeVisible()
  await expect(ada.page.getByText('written on the train')).toBeVisible()
  await expect(ada.status).toContainText(en.status.notSaved)
  await ada.status.click()
  await expect(ada.page.getByRole('region', { name: en.status.panelHeading })).toContainText(
    en.status.unsavedReading,
  )
  await expect(ada.page.getByRole('button', { name: en.pad.copyText }).first()).toBeVisible()
  const kept = await fetch(`${pad.url.replace('/p/', '/api/pads/')}/export?format=txt`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  expect(await kept.text()).not.toContain('train')
})

test('[AC11] a link leaks to no other site, by a link in the text or an image, and stands in no address the page asks', async ({
  person,
  linked,
  expectComplaints,
}) => {
  expectComplaints.push(/elsewhere\.example/)
  const pad = await linked({
    markdown: '[elsewhere](http://elsewhere.example/) ![](http://elsewhere.example/image.png)',
  })
  const secrets = [pad.edit, pad.read].map((url) => url.split('key=')[1] ?? '?')
  const ada = await person()
  const asked: { readonly url: string; readonly referer: string | undefined }[] = []
  await ada.context.route('http://elsewhere.example/**', (route) =>
    route.fulfill({ status: 200, body: 'there' }),
  )
  ada.context.on('request', (request) => {
    asked.push({ url: request.url(), referer: request.headers().referer })
  })
  await ada.openLive(pad.edit)
  await ada.page.getByText('elsewhere').click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(() => asked.some(({ url }) => url === 'http://elsewhere.example/')).toBe(true)
  expect(
    asked.filter(({ url }) => url.includes('elsewhere')).map(({ referer }) => referer ?? ''),
  ).not.toContain(pad.edit)
  for (const { url, referer } of asked.filter(({ url }) => url !== pad.edit)) {
    for (const secret of secrets) expect(`${url} ${referer}`).not.toContain(secret)
  }
  expect(await ada.page.evaluate(() => document.cookie)).toBe('')
  const source = await ada.page.content()
  for (const secret of secrets) expect(source).not.toContain(secret)
})

const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`[AC10, AC12, AC13] the dialog, reading and a closed pad are accessible (${colorScheme}, ${size})`, async ({
      person,
      linked,
      expectComplaints,
    }, testInfo) => {
      expectComplaints.push(/403/)
      const pad = await linked({ title: 'Minutes of the spring meeting', markdown: 'First.' })
      const ada = await person({ colorScheme, viewport, hasTouch: size === 'phone' })
      const look = async (name: string) => {
        expect(await violations(ada.page)).toEqual([])
        expect(await sideways(ada.page)).toBe(0)
        await ada.page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}-${size}.png`) })
      }
      await ada.open(pad.url)
      await expect(ada.page.getByRole('heading', { name: 'This pad opens by its link' })).toBeVisible()
      await look('closed')
      await ada.open(pad.read)
      await expect(ada.status).toContainText(en.status.readOnly)
      await look('reading')
      await ada.openLive(pad.edit)
      const dialog = await openLinks(ada.page)
      await look('dialog')
      await ada.page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    })
  }
}
