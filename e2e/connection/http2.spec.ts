/**
 * WebSocket inside HTTP/2 (RFC 8441): browsers take that way where a proxy offers it, and their pages do not hear of
 * it. What the protocol was, the browser's own inspector tells: an extended CONNECT is answered with 200, not 101.
 */
import { expect, type Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import { createApps } from '../proxies/apps.ts'
import { startWay } from '../proxies/start-way.ts'
import { test } from './fixtures.ts'

/** Browsers do not extend that trust to the script of a service worker. */
const TRUSTING = { ignoreHTTPSErrors: true, serviceWorkers: 'block' } as const

/** Status of each handshake of the page's that succeeded, from now on. */
async function handshakesOf(page: Page): Promise<readonly number[]> {
  const inspector = await page.context().newCDPSession(page)
  const statuses: number[] = []
  inspector.on('Network.webSocketHandshakeResponseReceived', ({ response }) => statuses.push(response.status))
  await inspector.send('Network.enable')
  return statuses
}

for (const [good, status, version] of [
  ['haproxy', 200, 'inside HTTP/2, where the proxy offers that (RFC 8441)'],
  ['nginx', 101, 'by HTTP/1.1, where pages come by HTTP/2 and the proxy does not'],
] as const) {
  test(`[E319] over TLS two people write together by WebSocket ${version}`, async ({ person }) => {
    const apps = createApps()
    const stand = await startWay({ hops: [{ good, tls: true }] }, apps)
    try {
      const { id } = await createPad(stand.direct ?? '', { markdown: 'Ada:' })
      const [ada, bert] = [await person(TRUSTING), await person(TRUSTING)]
      const handshakes = await handshakesOf(ada.page)
      await ada.openLive(`${stand.url}/p/${id}`)
      await bert.openLive(`${stand.url}/p/${id}`)
      await expect(ada.page.locator('#status-panel')).toContainText(en.status.live)
      await ada.text.click()
      await ada.page.keyboard.press('Control+End')
      await ada.page.keyboard.type(' one')
      await expect(bert.text).toContainText('Ada: one')
      await bert.text.click()
      await bert.page.keyboard.press('Control+End')
      await bert.page.keyboard.type(' two')
      await expect.poll(() => ada.words()).toBe('Ada: one two')
      const page = await ada.page.evaluate(
        () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).nextHopProtocol,
      )
      expect({ page, handshakes }).toEqual({ page: 'h2', handshakes: [status] })
      await ada.close()
      await bert.close()
    } finally {
      await stand.close()
      await apps.close()
    }
  })
}
