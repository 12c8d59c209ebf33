/**
 * Behind a real nginx that was set up without the two lines for WebSocket: the pad is saved and live by HTTP, and
 * whoever opens the details reads which proxy removes what, and the lines that mend it.
 */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { sideways, violations } from '../harness/axe.ts'
import { test } from '../harness/broken-nginx.ts'
import { createPad } from '../harness/fixtures.ts'
import type { Person } from '../harness/person.ts'

/** What the browser itself says on the console when a handshake fails. */
const FAILED = /WebSocket connection/
const SENTENCE = en.connection.causes['upgrade-headers-missing'](en.connection.named.likely('nginx'))
const FIX = 'proxy_set_header Upgrade $http_upgrade;'

async function openDetails(person: Person, url: string): Promise<void> {
  await person.openLive(url)
  await person.status.click()
  await expect(person.page.getByText(SENTENCE)).toBeVisible()
  await person.page.getByText(en.connection.details, { exact: true }).click()
}

test('[UI9] behind an nginx without the lines for WebSocket, the pad is saved and live by HTTP, and the panel names what is wrong and what mends it', async ({
  broken,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(FAILED)
  const secret = 'nobody else may read this'
  const { id } = await createPad(broken.url, { title: 'Behind a proxy', markdown: secret })
  const ada = await person({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page } = ada
  await openDetails(ada, `${broken.url}/p/${id}`)
  await expect(ada.status).toContainText(en.status.saved)
  await expect(page.getByText(en.status.liveByHttp)).toBeVisible()
  await expect(page.getByRole('img', { name: en.connection.cut['upgrade-headers-missing'] })).toBeVisible()
  await expect(page.getByText(FIX)).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: en.connection.missing })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'WebSocket: did not open' })).toBeVisible()

  await page.getByRole('button', { name: en.connection.copyReport }).click()
  await expect(page.getByText(en.connection.reportCopied)).toBeVisible()
  const report = await page.evaluate(() => navigator.clipboard.readText())
  for (const told of [SENTENCE, FIX, 'Upgrade: missing', en.status.liveByHttp]) expect(report).toContain(told)
  for (const kept of [id, secret, 'Behind a proxy', 'nonce']) expect(report).not.toContain(kept)

  // Nothing of it stands in the way of writing.
  await page.keyboard.press('Escape')
  await ada.text.click()
  await page.keyboard.type('still writing ')
  await expect(ada.status).toContainText(en.status.saved)
  await expect
    .poll(async () => (await fetch(`${broken.url}/api/pads/${id}/export?format=txt`)).text())
    .toContain('still writing')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[UI10] the details have no accessibility violations and fit a phone 360 px wide (${colorScheme})`, async ({
    broken,
    person,
    expectComplaints,
  }) => {
    expectComplaints.push(FAILED)
    const { id } = await createPad(broken.url, { title: 'Narrow' })
    const ada = await person({ colorScheme, viewport: { width: 360, height: 740 }, hasTouch: true })
    await openDetails(ada, `${broken.url}/p/${id}`)
    expect(await violations(ada.page)).toEqual([])
    expect(await sideways(ada.page)).toBe(0)
    const panel = ada.page.getByRole('region', { name: en.status.panelHeading })
    expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  })
}

test('[UI9] where WebSocket works, the details draw one proven line and accuse nobody', async ({
  person,
  pad,
}) => {
  const { url } = await pad({ title: 'All well' })
  const ada = await person()
  await ada.openLive(url)
  await ada.status.click()
  await ada.page.getByText(en.connection.details, { exact: true }).click()
  await expect(ada.page.getByRole('img', { name: en.connection.line.works })).toBeVisible()
  await expect(ada.page.getByText(en.connection.forOperator)).toBeHidden()
  await expect(
    ada.page.getByRole('listitem').filter({ hasText: en.connection.attempt.healthy }),
  ).toBeVisible()
})
