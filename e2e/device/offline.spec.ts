/** Without the server: what was typed stays, the page opens, and everything arrives once it is back. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import { exported, offlineReady, test, times } from './fixtures.ts'

test('[LC1, LC6, LC7] typing survives a reload while the server is down, and arrives when it is back', async ({
  server,
  person,
}) => {
  const { id } = await createPad(server.url, { title: 'Harbour', markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await offlineReady(ada.page)
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' and typed alone', { delay: 10 })
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.page.reload()
  await expect(ada.text).toContainText('before and typed alone')
  await expect(ada.title).toHaveValue('Harbour')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.status.click()
  await expect(ada.page.getByText('16 changes are kept on this device')).toBeVisible()
  await expect(ada.page.getByText(en.status.fromDevice)).toBeVisible()
  await server.start()
  await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
  expect(times(await exported(server, id), 'before and typed alone')).toBe(1)
  await ada.page.reload()
  await expect(ada.status).toContainText(en.status.saved)
  expect(times(await ada.words(), 'typed alone')).toBe(1)
})

test('[LC7, LC8] days later, without any network, a visited pad opens and can be written in', async ({
  server,
  person,
}) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await offlineReady(ada.page)
  await ada.context.setOffline(true)
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' on Monday')
  await expect(ada.status).toContainText(en.status.offline, { timeout: 20_000 })
  await ada.page.goto('about:blank')
  await ada.page.clock.setFixedTime(Date.now() + 5 * 24 * 60 * 60 * 1000)
  await ada.open(`${server.url}/p/${id}`)
  await expect(ada.text).toContainText('before on Monday')
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' and on Saturday')
  await expect(ada.status).toContainText(en.status.offline)
  await ada.status.click()
  await expect(ada.page.getByText(en.status.offlineKept(26))).toBeVisible()
  await ada.context.setOffline(false)
  await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
  expect(times(await exported(server, id), 'before on Monday and on Saturday')).toBe(1)
})

test('[LC7] a pad this device never saw says so, and opens by itself when the server is back', async ({
  server,
  person,
}) => {
  const seen = await createPad(server.url, { markdown: 'seen' })
  const other = await createPad(server.url, { markdown: 'never seen' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${seen.id}`)
  await offlineReady(ada.page)
  await server.kill()
  await ada.open(`${server.url}/p/${other.id}`)
  await expect(ada.page.getByText(en.device.nothingHere)).toBeVisible()
  await server.start()
  await expect(ada.text).toContainText('never seen', { timeout: 20_000 })
  await expect(ada.status).toContainText(en.status.saved)
})

test('[LC7, LC9] without a worker everything else works, and a copy is still there after a reload', async ({
  server,
  person,
}) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person({ serviceWorkers: 'block' })
  await ada.openLive(`${server.url}/p/${id}`)
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' after')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.page.goto('about:blank')
  await server.start()
  await ada.openLive(`${server.url}/p/${id}`)
  await expect(ada.text).toContainText('before after')
  expect(times(await exported(server, id), 'before after')).toBe(1)
})

test('[LC4, LC10] two tabs without a server both keep what was typed in them', async ({ server, person }) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await offlineReady(ada.page)
  const second = await ada.context.newPage()
  await second.goto(`${server.url}/p/${id}`)
  const secondText = second.getByRole('textbox', { name: en.pad.text })
  await expect(secondText).toContainText('before')
  await server.kill()
  const kept = (page: typeof second) =>
    expect(page.locator('button[aria-describedby="status-label"]')).toContainText(en.status.onThisDevice)
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' first tab')
  await secondText.click()
  await second.keyboard.press('Control+End')
  await second.keyboard.type(' second tab')
  await kept(ada.page)
  await kept(second)
  await second.close()
  await ada.page.reload()
  await expect(ada.text).toContainText('first tab')
  await expect(ada.text).toContainText('second tab')
  await server.start()
  await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
  const text = await exported(server, id)
  expect([times(text, 'first tab'), times(text, 'second tab'), times(text, 'before')]).toEqual([1, 1, 1])
})
