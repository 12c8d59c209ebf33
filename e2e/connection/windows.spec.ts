/** Many windows of one browser, all live by HTTP: over HTTP/1.1 they share six connections. */
import { expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { type Passed, startHop } from '../harness/fault-proxy/hop.ts'
import { createPad, test } from '../harness/fixtures.ts'

/** As many as the connections, so that a request held by each would leave none to anybody. */
const WINDOWS = 6
const MOST_HELD = 4

const parameter = ({ path }: Passed, name: string) => new URL(path, 'http://pads').searchParams.get(name)
const isExchange = ({ path }: Passed) => path.includes('/exchange?')
const isHeld = (request: Passed) => request.ended === undefined && Number(parameter(request, 'wait') ?? 0) > 0

/** How many requests of one window were under way at once, at most. */
function mostAtOnce(requests: readonly Passed[]): number {
  return Math.max(
    ...requests.map(
      ({ began }) =>
        requests.filter((other) => other.began <= began && (other.ended ?? Number.POSITIVE_INFINITY) > began)
          .length,
    ),
  )
}

/** Playwright keeps every page visible; the page’s own word for it is what the connection follows. */
const hide = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

test('[E314] six windows of one browser all stay live by HTTP, hold few requests, and leave room for pages', {
  tag: '@firefox',
}, async ({ house, person, expectComplaints }) => {
  test.setTimeout(420_000)
  expectComplaints.push(/WebSocket|can’t establish|was interrupted/)
  const hop = await startHop(house.server.port, { upgrade: 'strip' })
  try {
    const { id } = await createPad(house.server.url, { markdown: 'To all windows:' })
    const ada = await person()
    await ada.openLive(`${hop.url}/p/${id}`)
    const windows = [ada.page]
    while (windows.length < WINDOWS) {
      const page = await ada.context.newPage()
      windows.push(page)
      await page.goto(ada.page.url())
      await expect(page.locator('#status-panel')).toContainText(en.status.liveByHttp, { timeout: 60_000 })
    }
    await expect.poll(() => hop.passed().filter(isHeld).length).toBeLessThanOrEqual(MOST_HELD)
    await ada.page.bringToFront()
    await ada.text.click()
    await ada.page.keyboard.press('Control+End')
    await ada.page.keyboard.type(' hello')
    for (const page of windows) {
      const text = page.getByRole('textbox', { name: en.pad.text })
      await expect(text).toContainText('To all windows: hello')
    }
    await expect(ada.status).toHaveText(en.status.saved)
    const asked = Date.now()
    const answers = await Promise.all(
      windows.map((page) => page.evaluate(async () => (await fetch('/live/health')).status)),
    )
    expect(answers).toEqual(windows.map(() => 200))
    test.info().annotations.push({ type: 'answered after', description: `${Date.now() - asked} ms` })

    const byWindow = new Map<string, Passed[]>()
    for (const request of hop.passed().filter(isExchange)) {
      const page = parameter(request, 'page') ?? ''
      byWindow.set(page, [...(byWindow.get(page) ?? []), request])
    }
    expect(byWindow.size).toBe(WINDOWS)
    for (const requests of byWindow.values()) {
      expect(mostAtOnce(requests)).toBeLessThanOrEqual(2)
      // One that begins again was lost in between.
      expect(requests.filter((request) => parameter(request, 'cursor') === null)).toHaveLength(1)
    }

    for (const page of windows) await hide(page)
    await expect.poll(() => hop.passed().filter(isHeld).length).toBe(0)
  } finally {
    await hop.close()
  }
})
