/** What the browser's storage may do to a copy: refuse it, run full, lose it, pile it up; and a browser that dies. */
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { startChild } from '../harness/child.ts'
import { createPad } from '../harness/fixtures.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { exported, offlineReady, storedBytes, test, times } from './fixtures.ts'

test('[LC8] without IndexedDB the editor works, and says that this device keeps nothing', async ({
  server,
  person,
}) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  await ada.page.addInitScript(() =>
    Object.defineProperty(window, 'indexedDB', { value: undefined, configurable: true }),
  )
  await ada.openLive(`${server.url}/p/${id}`)
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' and after')
  await expect(ada.status).toContainText(en.status.saved)
  await ada.status.click()
  await expect(ada.page.getByText(en.status.notKept.missing)).toBeVisible()
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.type(' more')
  await expect(ada.status).toContainText(en.status.notSaved)
  await server.start()
  await expect(ada.status).toContainText(en.status.saved, { timeout: 20_000 })
  expect(await exported(server, id)).toContain('and after')
})

test('[LC1, LC2, LC8] a full storage is told, and keeping goes on when there is space again', async ({
  server,
  person,
}) => {
  test.setTimeout(240_000)
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  const quota = await ada.context.newCDPSession(ada.page)
  // Before the first write: the browser looks again only when what it knows is used up.
  await quota.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 })
  await ada.openLive(`${server.url}/p/${id}`)
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' into a full storage')
  await expect(ada.status).toContainText(en.status.saved)
  await ada.status.click()
  await expect(ada.page.getByText(en.status.notKept.full)).toBeVisible()
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' and more')
  await expect(ada.status).toContainText(en.status.notSaved)
  await quota.send('Storage.overrideQuotaForOrigin', { origin: server.url })
  await expect(ada.status).toContainText(en.status.onThisDevice, { timeout: 35_000 })
  await ada.page.goto('about:blank')
  await server.start()
  await ada.openLive(`${server.url}/p/${id}`)
  await expect(ada.text).toContainText('before into a full storage and more')
})

test('[LC2] a storage that is cleared under the page is written anew', async ({ server, person }) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const ada = await person()
  await ada.openLive(`${server.url}/p/${id}`)
  await offlineReady(ada.page)
  await server.kill()
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(' one')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('holdfast')
        request.onsuccess = resolve
        request.onerror = reject
      }),
  )
  await ada.page.keyboard.type(' two')
  await expect(ada.status).toContainText(en.status.onThisDevice)
  await ada.page.reload()
  await expect(ada.text).toContainText('before one two')
})

test('[LC1, LC7] a browser that dies keeps what its status called kept', async ({ server }) => {
  const { id } = await createPad(server.url, { markdown: 'before' })
  const folder = await temporaryFolder('browser')
  const launch = async () => {
    const program = test.info().project.use.launchOptions?.executablePath ?? chromium.executablePath()
    const browser = startChild({
      name: 'browser',
      command: [
        program,
        '--headless',
        '--no-sandbox',
        '--lang=en-GB',
        '--remote-debugging-port=0',
        `--user-data-dir=${folder.path}`,
        'about:blank',
      ],
    })
    const [, address] = await browser.line(/DevTools listening on (ws:\S+)/)
    const [context] = (await chromium.connectOverCDP(address as string)).contexts()
    return { browser, page: await (context as BrowserContext).newPage() }
  }
  const statusOf = (page: Page) => page.locator('button[aria-describedby="status-label"]')
  const textOf = (page: Page) => page.getByRole('textbox', { name: en.pad.text })
  let { browser, page } = await launch()
  try {
    await page.goto(`${server.url}/p/${id}`)
    await textOf(page).waitFor()
    await offlineReady(page)
    await server.kill()
    await textOf(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' until the browser died')
    await expect(statusOf(page)).toContainText(en.status.onThisDevice)
    await browser.stop('SIGKILL')
    const again = await launch()
    browser = again.browser
    page = again.page
    await page.goto(`${server.url}/p/${id}`)
    await expect(textOf(page)).toContainText('before until the browser died')
    await expect(statusOf(page)).toContainText(en.status.onThisDevice)
    await server.start()
    await expect(statusOf(page)).toContainText(en.status.saved, { timeout: 20_000 })
    expect(times(await exported(server, id), 'until the browser died')).toBe(1)
  } finally {
    await browser.stop('SIGKILL')
    await folder.remove()
  }
})

test('[LC3] after a hundred visits, some with writing, the copy is at most three times the document', async ({
  server,
  person,
}) => {
  test.setTimeout(500_000)
  const { id } = await createPad(server.url, { markdown: 'A paragraph to begin with.\n\n'.repeat(20) })
  const ada = await person()
  for (let visit = 0; visit < 100; visit += 1) {
    await ada.open(`${server.url}/p/${id}`)
    await ada.text.waitFor()
    if (visit % 5 !== 4) continue
    await ada.text.click()
    await ada.page.keyboard.type('visit')
    await expect(ada.status).toContainText(en.status.saved)
  }
  const response = await fetch(`${server.url}/api/pads/${id}/export?format=yjs`)
  const document = (await response.arrayBuffer()).byteLength
  const stored = await storedBytes(ada.page)
  test.info().annotations.push({ type: 'bytes', description: `document ${document}, stored ${stored}` })
  expect(stored).toBeGreaterThan(0)
  expect(stored).toBeLessThanOrEqual(3 * document)
})
