/** A pad that was replaced or deleted while somebody was away: nothing doubled, nothing lost. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import type { PadServer } from '../harness/pad-server.ts'
import { exported, offlineReady, test, times } from './fixtures.ts'

const withEmptyFolder = async (server: PadServer): Promise<void> => {
  await server.kill()
  for (const name of await readdir(server.folder)) await rm(join(server.folder, name), { recursive: true })
  await server.start()
}

test('[LC5] text of a pad that was replaced is offered, not merged, and stays until it is removed', async ({
  server,
  person,
}) => {
  const url = `${server.url}/p/harbour`
  const [ada, bert] = [await person({ permissions: ['clipboard-read', 'clipboard-write'] }), await person()]
  await ada.openLive(url)
  await ada.text.click()
  await ada.page.keyboard.type('the first life')
  await expect(ada.status).toContainText(en.status.saved)
  await offlineReady(ada.page)
  await server.kill()
  await ada.page.keyboard.type(' and more')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await withEmptyFolder(server)
  await bert.openLive(url)
  await bert.text.click()
  await bert.page.keyboard.type('the second life')
  await expect(bert.status).toContainText(en.status.saved)

  await ada.openLive(url)
  const notice = ada.page.getByRole('region', { name: en.device.setAsideHeading })
  await expect(notice).toBeVisible()
  expect(await ada.words()).toBe('the second life')
  await notice.getByRole('button', { name: en.pad.copyText }).click()
  await expect(notice.getByText(en.pad.textCopied)).toBeVisible()
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toContain('the first life and more')
  const downloading = ada.page.waitForEvent('download')
  await notice.getByRole('button', { name: en.device.download }).click()
  expect((await downloading).suggestedFilename()).toBe('Untitled.txt')
  await ada.page.reload()
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: en.device.dismiss }).click()
  await expect(notice).toHaveCount(0)
  await ada.openLive(url)
  await expect(notice).toHaveCount(0)
  expect(times(await exported(server, 'harbour'), 'first life')).toBe(0)
})

test('[LC5] an open page whose pad was replaced meanwhile keeps its text and says so', async ({
  server,
  person,
}) => {
  const url = `${server.url}/p/harbour`
  const ada = await person()
  await ada.openLive(url)
  await ada.text.click()
  await ada.page.keyboard.type('the first life')
  await expect(ada.status).toContainText(en.status.saved)
  await server.kill()
  await ada.page.keyboard.type(' and more')
  await withEmptyFolder(server)
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.status.click()
  await expect(ada.page.getByText(en.status.otherGeneration)).toBeVisible({ timeout: 20_000 })
  await expect(ada.text).toContainText('the first life and more')
  await ada.page.reload()
  await expect(ada.page.getByRole('region', { name: en.device.setAsideHeading })).toBeVisible()
  expect(times(await exported(server, 'harbour'), 'first life')).toBe(0)
})

test('[LC5] what never reached a pad that was deleted meanwhile is offered on its page', async ({
  server,
  person,
}) => {
  const { id } = await createPad(server.url, { title: 'Gone', markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.press('Control+Home')
  await ada.page.keyboard.type('never sent ')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.page.goto('about:blank')
  await server.start()
  await fetch(`${server.url}/api/pads/${id}`, { method: 'DELETE' })
  await ada.open(`${server.url}/p/${id}`)
  await expect(ada.page.getByRole('heading', { name: en.deleted.heading })).toBeVisible()
  const notice = ada.page.getByRole('region', { name: en.device.setAsideHeading })
  const downloading = ada.page.waitForEvent('download')
  await notice.getByRole('button', { name: en.device.download }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('Gone.txt')
  expect(await readFile(await file.path(), 'utf8')).toContain('never sent before')
  await notice.getByRole('button', { name: en.device.dismiss }).click()
  await expect(notice).toHaveCount(0)
})
