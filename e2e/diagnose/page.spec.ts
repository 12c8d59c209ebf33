/** The connection check as people use it: what it shows while it runs, the verdict, the report, and the ways to it. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { diagnoseEn as say } from '../../protocol/words/en-diagnose.ts'
import { sideways, violations } from '../harness/axe.ts'
import { test } from '../harness/broken-nginx.ts'
import { createPad } from '../harness/fixtures.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { startPadServer } from '../harness/pad-server.ts'
import { conclusions, finished } from './run-check.ts'

const PHONE = { width: 390, height: 844 }
/** What a browser itself says on the console of a handshake that fails, and of an answer that is none. */
const FAILED = [/WebSocket connection/, /the server responded with a status of 4\d\d/]

test('[DG7] it says what it waits for, then that all is well, and can be used by keyboard, reader and phone', async ({
  url,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(...FAILED)
  const { page } = await person({ colorScheme: 'dark', viewport: PHONE })
  await page.goto(`${url}/diagnose`)
  await expect(page.getByText(/^Waiting for: .* \(at most \d+ s\)\.$/)).toBeVisible()
  expect((await conclusions(page)).kind).toBe('well')
  await expect(page.getByRole('heading', { name: say.headline.well })).toBeVisible()
  await expect(page.getByRole('img', { name: en.connection.line.works })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: say.headline.well })).toHaveCount(1)
  expect(await violations(page)).toEqual([])
  expect(await sideways(page)).toBe(0)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: say.again }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: say.running.headline })).toBeVisible()
  await finished(page)
})

test('[DG11] a check leaves no pad behind', async ({ house, person, expectComplaints }) => {
  expectComplaints.push(...FAILED)
  const { page } = await person()
  const pads = async () =>
    ((await (await fetch(`${house.server.url}/api/pads`)).json()) as { pads: unknown[] }).pads
  const before = await pads()
  await page.goto(`${house.server.url}/diagnose#watch=1`)
  expect((await conclusions(page)).kind).toBe('well')
  expect(await pads()).toEqual(before)
})

test('[DG8] behind a broken proxy the report and the link carry what was found, and nothing of the visitor', async ({
  broken,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(...FAILED)
  const ada = await person({ permissions: ['clipboard-read', 'clipboard-write'] })
  await ada.page.goto(`${broken.url}/diagnose`)
  const told = await conclusions(ada.page)
  expect(told.kind).toBe('by-http')
  expect(await violations(ada.page)).toEqual([])
  await ada.page.getByRole('button', { name: say.copyReport }).click()
  await expect(ada.page.getByText(say.reportCopied)).toBeVisible()
  const report = await ada.page.evaluate(() => navigator.clipboard.readText())
  const data = await ada.page.evaluate(() => document.getElementById('holdfast-page')?.textContent ?? '')
  for (const part of [say.headline['by-http'], 'proxy_set_header', 'Upgrade: missing', ...told.found])
    expect(report).toContain(part)
  expect(report).not.toMatch(/127\.0\.0\.1(?!:\d)|check-[a-z0-9]{16}/)
  expect(report).not.toContain((JSON.parse(data) as { token: { token: string } }).token.token)

  await ada.page.getByRole('button', { name: say.copyLink }).click()
  await expect(ada.page.getByText(say.linkCopied)).toBeVisible()
  const link = await ada.page.evaluate(() => navigator.clipboard.readText())
  const admin = await person()
  await admin.page.goto(link)
  const same = await conclusions(admin.page)
  expect([same.kind, same.found]).toEqual([told.kind, told.found])
  await expect(admin.page.getByText(/^This is what Mozilla/)).toBeVisible()
  await admin.page.getByRole('button', { name: say.checkHere }).click()
  await finished(admin.page)
  expect((await conclusions(admin.page)).kind).toBe('by-http')
})

test('[DG9] the status panel of a pad leads to the check, with its case and without its name', async ({
  broken,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(...FAILED)
  const { id } = await createPad(broken.url, { title: 'Nobody’s business' })
  const { page, context, openLive, status } = await person()
  await openLive(`${broken.url}/p/${id}`)
  await status.click()
  await expect(page.getByText(en.status.liveByHttp)).toBeVisible()
  await page.getByText(en.connection.details, { exact: true }).click()
  const opening = context.waitForEvent('page')
  await page.getByRole('link', { name: en.connection.check }).click()
  const check = await opening
  await expect(check.getByText(`You come from a pad that was ${say.byTransport.exchange}`)).toBeVisible()
  expect(decodeURIComponent(check.url())).not.toContain(id)
  expect((await conclusions(check)).kind).toBe('by-http')
})

test('[DG12] where pads open by links it names a proxy all the same, and says what it cannot know', async ({
  person,
  expectComplaints,
}) => {
  expectComplaints.push(...FAILED)
  const locked = await startPadServer({
    env: { HOLDFAST_ACCESS: 'links', HOLDFAST_ADMIN_TOKEN: 'the-token-of-this-test' },
  })
  const [good, broken] = await Promise.all([
    startNginx(locked.port),
    startNginx(locked.port, forgetting('Upgrade', 'Connection')),
  ])
  try {
    const { page } = await person()
    await page.goto(`${good.url}/diagnose`)
    const clear = await conclusions(page)
    expect([clear.kind, clear.found], JSON.stringify(clear, null, 1)).toEqual(['unclear', []])
    expect(clear.checks.upgrade).toEqual(['unclear', say.unclearByLinks])
    expect(clear.checks['round-trip']).toEqual(['skip', say.skippedByLinks])
    await expect(page.getByText(say.forYouByLinks)).toBeVisible()
    await expect(page.getByRole('link', { name: en.pad.allPads })).toHaveCount(0)
    await expect(page.getByRole('button', { name: say.watch(75) })).toBeHidden()
    expect(await violations(page)).toEqual([])

    await page.goto(`${broken.url}/diagnose`)
    const found = await conclusions(page)
    expect(found.kind, JSON.stringify(found, null, 1)).toBe('by-http')
    expect(found.found).toContain('nginx-upgrade-headers-missing')
    const pads = await fetch(`${locked.url}/api/pads`, {
      headers: { authorization: 'Bearer the-token-of-this-test' },
    })
    expect(((await pads.json()) as { pads: unknown[] }).pads).toEqual([])
  } finally {
    await Promise.all([good.close(), broken.close(), locked.close()])
  }
})
