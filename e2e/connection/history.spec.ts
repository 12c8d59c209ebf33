/**
 * A page that one leaves and comes back to by the back button. Whether a browser kept it in its back/forward cache
 * is the browser’s choice; the annotation of each run says what this one did, and why.
 */
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { startHop } from '../harness/fault-proxy/hop.ts'
import { createPad } from '../harness/fixtures.ts'
import { startNginx } from '../harness/nginx.ts'
import type { Person } from '../harness/person.ts'
import { test as base, expectLine } from './fixtures.ts'
import { startOwnChromium } from './own-chromium.ts'

/** Playwright starts Chromium without the cache that this is about. */
const test = base.extend<{ ownContext: BrowserContext }>({
  ownContext: async ({ browser, browserName, launchOptions, playwright }, use) => {
    if (browserName !== 'chromium') {
      const context = await browser.newContext()
      await use(context)
      await context.close()
      return
    }
    const own = await startOwnChromium(playwright.chromium, { program: launchOptions.executablePath })
    await use(own.context)
    await own.close()
  },
})

const KEPT = 'the browser had kept the page'

const cameBack = (page: Page) =>
  page.evaluate((kept) => {
    const [entry] = performance.getEntriesByType('navigation') as (PerformanceEntry & {
      notRestoredReasons?: { reasons?: { reason: string }[] } | null
    })[]
    if ('isTheSamePage' in window) return kept
    const reasons = entry?.notRestoredReasons?.reasons?.map(({ reason }) => reason) ?? []
    return `the page was loaded anew: ${reasons.join(', ') || 'the browser does not say why'}`
  }, KEPT)

interface Stand {
  readonly page: Page
  readonly bert: Person
  /** Where Ada finds the pads. */
  readonly url: string
  readonly pad: string
  readonly line: string
}

/** Ada writes, leaves, and comes back to what Bert wrote meanwhile; answers what her browser did. */
async function leaveAndComeBack({ page, bert, url, pad, line }: Stand): Promise<string> {
  const text = page.getByRole('textbox', { name: en.pad.text })
  await page.goto(`${url}/p/${pad}`)
  await expect(text).toContainText('Ada:')
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  await text.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' written before leaving')
  await expect(page.locator('button[aria-describedby="status-label"]')).toHaveText(en.status.saved)
  await page.goto(`${url}/`)
  await expect(bert.text).toContainText('Ada: written before leaving')
  await bert.text.click()
  await bert.page.keyboard.press('Control+End')
  await bert.page.keyboard.type(', and by Bert meanwhile')
  await expect(bert.status).toHaveText(en.status.saved)

  await page.evaluate(() => history.back())
  const all = 'Ada: written before leaving, and by Bert meanwhile'
  await expect(text).toContainText(all)
  await expect(page.locator('#status-panel')).toContainText(line)
  const how = await cameBack(page)
  test.info().annotations.push({ type: 'came back', description: how })
  await text.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('!')
  await expect.poll(() => bert.words()).toBe(`${all}!`)
  return how
}

for (const [way, upgrade, line] of [
  ['WebSocket', 'pass', en.status.live],
  ['HTTP', 'strip', en.status.liveByHttp],
] as const) {
  test(`[E317] whoever leaves the page and comes back is live again by ${way}, and nothing is lost or doubled`, {
    tag: '@firefox',
  }, async ({ house, person, ownContext }) => {
    const hop = await startHop(house.server.port, { upgrade })
    try {
      const { id } = await createPad(house.server.url, { markdown: 'Ada:' })
      const bert = await person()
      await bert.openLive(`${house.url('direct')}/p/${id}`)
      const page = await ownContext.newPage()
      await leaveAndComeBack({ page, bert, url: hop.url, pad: id, line })
    } finally {
      await hop.close()
    }
  })

  test(`[E317] a page that its browser did keep is live again by ${way}, and nothing is lost or doubled`, async ({
    house,
    person,
    ownContext,
  }) => {
    // Without `no-store` Chromium keeps the page; some proxies take it away. A Firefox that is driven keeps none.
    const nginx = await startNginx(house.server.port, [
      { at: 'proxy_buffering', keep: true, add: ['proxy_hide_header Cache-Control;'] },
    ])
    const hop = await startHop(Number(new URL(nginx.url).port), { upgrade })
    try {
      const { id } = await createPad(house.server.url, { markdown: 'Ada:' })
      const bert = await person()
      await bert.openLive(`${house.url('direct')}/p/${id}`)
      const page = await ownContext.newPage()
      expect(await leaveAndComeBack({ page, bert, url: hop.url, pad: id, line })).toBe(KEPT)
    } finally {
      await hop.close()
      await nginx.close()
    }
  })
}

test('[E317] a page that its browser keeps has nothing open meanwhile, and is live as soon as it is shown', {
  tag: '@firefox',
}, async ({ house, couple }) => {
  const hop = await startHop(house.server.port)
  try {
    const two = await couple(house.server, hop.url, house.url('direct'))
    await expectLine(two.ada, en.status.live)
    const open = () => hop.passed().filter(({ upgrade, ended }) => upgrade && ended === undefined).length
    expect(open()).toBe(1)
    const tell = (type: 'pagehide' | 'pageshow') =>
      two.ada.page.evaluate(
        (event) => window.dispatchEvent(new PageTransitionEvent(event, { persisted: true })),
        type,
      )
    await tell('pagehide')
    await expect.poll(open).toBe(0)
    await two.bertTypes(' while nobody looked')
    await tell('pageshow')
    await expectLine(two.ada, en.status.live, 3_000)
    await two.agree()
  } finally {
    await hop.close()
  }
})
