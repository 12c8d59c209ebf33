/** A browser that is set to Chinese: the server’s pages, the app that takes them over, and what is computed. */
import { expect } from '@playwright/test'
import { zh } from '../../protocol/words/zh.ts'
import { sideways, violations } from '../harness/axe.ts'
import { test } from '../harness/fixtures.ts'

/** Latin letters outside of names that stay as they are. */
const LEFT_IN_ENGLISH = /(?!Holdfast|HTTP|WebSocket|HTML|Markdown|JSON|Yjs)\b[A-Za-z]{3,}/

test('[UI11] a reader who prefers Chinese gets every page in Chinese, with script and without', async ({
  person,
  pad,
  url,
}) => {
  const { url: address } = await pad({ title: '潮汐表', markdown: '九点满潮。' })
  const withoutScript = await person({ locale: 'zh-CN', javaScriptEnabled: false })
  await withoutScript.open(address)
  await expect(withoutScript.page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(withoutScript.page.getByText(zh.pad.allPads)).toBeVisible()

  const ada = await person({ locale: 'zh-CN' })
  await ada.open(address)
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(ada.status).toHaveText(zh.status.saved)
  const text = ada.page.getByRole('textbox', { name: zh.pad.text })
  await text.click()
  await ada.page.keyboard.press('End')
  await ada.page.keyboard.insertText('下午三点退潮。')
  await expect(ada.status).toHaveText(zh.status.saved)
  await ada.status.click()
  await expect(ada.page.getByText(zh.status.live)).toBeVisible()
  await ada.page.getByText(zh.connection.details, { exact: true }).click()
  await expect(ada.page.getByRole('img', { name: zh.connection.line.works })).toBeVisible()
  expect(await violations(ada.page)).toEqual([])
  await ada.page.keyboard.press('Escape')
  expect(await ada.page.locator('body').innerText()).not.toMatch(LEFT_IN_ENGLISH)

  await ada.open(`${url}/`)
  await expect(ada.page.getByRole('heading', { name: zh.list.heading })).toBeVisible()
  await expect(ada.page.getByText(zh.time.ago(0)).first()).toBeVisible()
  await expect(ada.page.getByRole('button', { name: zh.list.create })).toBeVisible()
})

test('[UI11] the Chinese pad fits a phone', async ({ person, pad }) => {
  const { url } = await pad({ title: '潮汐表', markdown: '九点满潮。' })
  const ada = await person({ locale: 'zh-CN', viewport: { width: 360, height: 740 }, hasTouch: true })
  await ada.open(url)
  await expect(ada.status).toHaveText(zh.status.saved)
  expect(await sideways(ada.page)).toBe(0)
})
