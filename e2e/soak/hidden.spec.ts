/**
 * Tabs that nobody looks at: after five minutes Chromium lets their timers fire once a minute, and the connection
 * must not conclude anything from that. Playwright keeps every page visible, so this drives a Chromium as people
 * have it, where one tab hides the others. It takes eight minutes, so `npm run soak` runs it and `npm test` does
 * not; what a page does that was frozen meanwhile is in e2e/connection/page.spec.ts.
 */
import { expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { test as base } from '../connection/fixtures.ts'
import { startOwnChromium } from '../connection/own-chromium.ts'
import { type Hop, startHop } from '../harness/fault-proxy/hop.ts'
import { createPad } from '../harness/fixtures.ts'

const HIDDEN_MS = 7 * 60_000
/** A timer of one second that fires this rarely is throttled for certain. */
const THROTTLED_MS = 30_000

const test = base.extend<{ newTab: () => Promise<Page> }>({
  newTab: async ({ launchOptions, playwright }, use) => {
    const { context, close } = await startOwnChromium(playwright.chromium, {
      program: launchOptions.executablePath,
    })
    await use(() => context.newPage())
    await close()
  },
})

/** From here on, the longest time between two calls of a timer of one second, the one that is awaited included. */
async function watchTimers(page: Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    const seen = { longest: 0, last: performance.now() }
    setInterval(() => {
      const now = performance.now()
      seen.longest = Math.max(seen.longest, now - seen.last)
      seen.last = now
    }, 1_000)
    return seen
  })
  return () => watch.evaluate(({ longest, last }) => Math.max(longest, performance.now() - last))
}

/** What a line begins with: a WebSocket, or an exchange without a cursor. */
const beginnings = (hop: Hop, since: number) =>
  hop
    .passed()
    .filter(
      ({ began, path, upgrade }) => began >= since && (upgrade || /\/exchange\?(?!.*cursor=)/.test(path)),
    )

test('[E313] a tab that is hidden for long keeps its line, by WebSocket and by HTTP, however rarely its timers fire', async ({
  house,
  person,
  newTab,
}) => {
  test.setTimeout(HIDDEN_MS + 150_000)
  const hops = [await startHop(house.server.port), await startHop(house.server.port, { upgrade: 'strip' })]
  try {
    const { id } = await createPad(house.server.url, { markdown: 'before' })
    const bert = await person()
    await bert.openLive(`${house.url('direct')}/p/${id}`)
    const tabs = []
    for (const [hop, line] of [
      [hops[0], en.status.live],
      [hops[1], en.status.liveByHttp],
    ] as const) {
      const page = await newTab()
      await page.goto(`${hop?.url}/p/${id}`)
      await expect(page.locator('#status-panel')).toContainText(line)
      tabs.push({ page, line, longest: await watchTimers(page) })
    }

    const other = await newTab()
    await other.bringToFront()
    for (const { page } of tabs)
      await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden')
    // A try of WebSocket that was under way comes to its end.
    const hiddenAt = Date.now() + 5_000
    await bert.text.click()
    await bert.page.keyboard.press('Control+End')
    await bert.page.keyboard.type(' written meanwhile')
    // Time is what this test is about.
    await other.waitForTimeout(HIDDEN_MS)

    const longest = await Promise.all(tabs.map((tab) => tab.longest()))
    const [byWebSocket, byHttp] = hops.map((hop) => beginnings(hop, hiddenAt))
    const seconds = longest.map((ms) => Math.round(ms / 1_000))
    const description = `longest time between two calls of a timer of one second: ${seconds[0]} s by WebSocket, ${seconds[1]} s by HTTP`
    test.info().annotations.push({ type: 'seen', description })
    expect(Math.min(...longest), 'without throttling this proves nothing').toBeGreaterThan(THROTTLED_MS)
    expect(byWebSocket).toEqual([])
    // WebSocket is tried now and then, the exchange itself goes on.
    expect(byHttp?.filter(({ upgrade }) => !upgrade)).toEqual([])

    for (const { page, line } of tabs) {
      await page.bringToFront()
      const text = page.getByRole('textbox', { name: en.pad.text })
      await expect(text).toContainText('before written meanwhile', { timeout: 3_000 })
      await expect(page.locator('#status-panel')).toContainText(line)
    }
  } finally {
    for (const hop of hops) await hop.close()
  }
})
