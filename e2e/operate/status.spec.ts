/**
 * The operator's page in a real browser, without a script, while a real nginx strips handshakes: whole, accessible,
 * on a phone and a desk, in light and dark.
 */
import { expect } from '@playwright/test'
import { operatorEn as say } from '../../protocol/words/en-operator.ts'
import { sideways, violations } from '../harness/axe.ts'
import { test } from '../harness/broken-nginx.ts'

const SIZES = { desk: { width: 1100, height: 900 }, phone: { width: 360, height: 740 } }

test('[OP12, OP13] behind a broken nginx the status page draws the cut and says what mends it, on every screen and without a script', async ({
  broken,
  pad,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(/WebSocket connection/)
  const { id } = await pad({ title: 'Behind a proxy' })
  const ada = await person()
  await ada.openLive(`${broken.url}/p/${id}`)

  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const operator = await person({ javaScriptEnabled: false, viewport, colorScheme })
      const { page } = operator
      await page.goto(`${broken.url}/status`)
      await expect(page.getByText(say.attention.stripped)).toBeVisible()
      await expect(page.getByRole('img', { name: say.line.cut('nginx') })).toBeVisible()
      await expect(page.getByText('proxy_set_header Upgrade $http_upgrade;')).toBeVisible()
      await expect(page.getByRole('img', { name: say.people.heading })).toBeVisible()
      // Ada, and whoever left this server without a goodbye within the last 30 s.
      await expect(page.locator('.legend')).toContainText(new RegExp(`[1-9]\\d* ${say.people.exchange}`))
      await page.getByText(say.chart.table).first().click()
      await expect(page.getByRole('columnheader', { name: say.people.websocket })).toBeVisible()
      expect(await page.locator('body').textContent()).not.toContain(id)
      expect(await sideways(page), `${size} ${colorScheme}`).toBe(0)
      await test.info().attach(`status-${size}-${colorScheme}`, {
        body: await page.screenshot({ fullPage: true }),
        contentType: 'image/png',
      })

      // axe is a script: the same page again, for somebody whose browser runs some.
      const examined = await person({ viewport, colorScheme })
      await examined.page.goto(`${broken.url}/status`)
      expect(await violations(examined.page), `${size} ${colorScheme}`).toEqual([])
    }
  }
})
