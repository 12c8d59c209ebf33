/** Content is in the first responses: readable without JavaScript, without a socket, and before either. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad, test } from '../harness/fixtures.ts'

const MARKDOWN =
  '# Tides\n\nHigh water at **nine**.\n\n1. first\n2. second\n\n> quoted\n\n[more](https://example.org/)'

test('[E214] a pad is read without JavaScript', async ({ person, pad }) => {
  const { url } = await pad({ title: 'Tide table', markdown: MARKDOWN })
  const reader = await person({ javaScriptEnabled: false })
  await reader.open(url)
  const { page } = reader
  await expect(page).toHaveTitle(en.pad.documentTitle('Tide table'))
  await expect(page.getByRole('heading', { name: 'Tide table' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Tides' })).toBeVisible()
  await expect(page.locator('#reading strong')).toHaveText('nine')
  await expect(page.locator('#reading ol li')).toHaveText(['first', 'second'])
  await expect(page.getByRole('link', { name: 'more' })).toHaveAttribute('href', 'https://example.org/')
  await expect(
    page.locator('noscript').or(page.getByText(en.pad.readOnlyWithoutScript)).first(),
  ).toBeAttached()
})

test('[E214] the list is read without JavaScript', async ({ person, url }) => {
  await createPad(url, { title: 'Readable by all' })
  const reader = await person({ javaScriptEnabled: false })
  await reader.open(`${url}/`)
  await expect(reader.page.getByRole('link', { name: 'Readable by all' })).toBeVisible()
})

test('[E215, UI1] where no socket can be opened the pad is live by HTTP, saved and said so', async ({
  person,
  pad,
  expectComplaints,
}) => {
  expectComplaints.push(/WebSocket/)
  const { url } = await pad({ title: 'No socket', markdown: MARKDOWN })
  const [ada, bert] = [await person(), await person()]
  await bert.openLive(url)
  await ada.page.routeWebSocket(/\/collab\//, (socket) => socket.close({ code: 1011 }))
  await ada.open(url)
  await expect(ada.text).toContainText('High water at nine.')
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' typed by HTTP')
  await expect(bert.text).toContainText('typed by HTTP')
  await expect(ada.status).toContainText(en.status.saved)
  await ada.status.click()
  await expect(ada.page.getByText(en.status.liveByHttp)).toBeVisible()
  await bert.text.click()
  await bert.page.keyboard.press('Control+End')
  await bert.page.keyboard.type(' and answered')
  await expect(ada.text).toContainText('and answered')
})

test('[E230, UI1] where nothing but the page gets through, what is typed is not called saved', async ({
  person,
  pad,
  expectComplaints,
}) => {
  expectComplaints.push(/WebSocket|Failed to load resource|ERR_FAILED/)
  const { url } = await pad({ title: 'No way', markdown: MARKDOWN })
  const ada = await person()
  await ada.page.routeWebSocket(/\/collab\//, (socket) => socket.close({ code: 1011 }))
  await ada.page.route(/\/exchange\?/, (route) => route.abort())
  await ada.open(url)
  await expect(ada.text).toContainText('High water at nine.')
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' typed offline')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await expect(ada.status).not.toContainText(new RegExp(`^${en.status.saved}`))
})

test('[E216] opening and reading a pad changes no byte of it', async ({ person, pad, url }) => {
  const { id, url: address } = await pad({ markdown: MARKDOWN })
  const bytes = async () =>
    Buffer.from(await (await fetch(`${url}/api/pads/${id}/export?format=yjs`)).arrayBuffer())
  const before = await bytes()
  const ada = await person()
  await ada.openLive(address)
  await ada.text.click()
  for (const format of ['html', 'md', 'txt', 'json']) {
    expect((await fetch(`${url}/api/pads/${id}/export?format=${format}`)).status).toBe(200)
  }
  await ada.page.reload()
  await ada.text.waitFor()
  await ada.close()
  expect((await bytes()).equals(before)).toBe(true)
})
