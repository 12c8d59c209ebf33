/** A proxy that loses Host must not make our own page a stranger. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPad } from '../harness/fixtures.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { startPadServer } from '../harness/pad-server.ts'
import type { Person } from '../harness/person.ts'
import { byName, test } from './fixtures.ts'

const SAYS_HOST_IS_LOST = /WebSocket|Failed to load resource|can.t establish a connection/

async function writeAtEnd(who: Person, words: string): Promise<void> {
  await who.text.click()
  await who.page.keyboard.press('Control+End')
  await who.page.keyboard.type(words)
}

async function expectLine(who: Person, line: string): Promise<void> {
  await expect(who.page.locator('#status-panel')).toContainText(line)
}

test('[AD6] two people write together by WebSocket behind a proxy that replaces Host', {
  tag: '@firefox',
}, async ({ hostless, person, expectComplaints }) => {
  const { id } = await createPad(hostless.url, { markdown: 'Here.' })
  const url = `${byName(hostless.url)}/p/${id}`
  const [ada, bert] = [await person(), await person()]
  await ada.openLive(url)
  await bert.openLive(url)
  await expectLine(ada, en.status.live)
  await writeAtEnd(ada, ' Ada was here.')
  await expect(bert.text).toContainText('Ada was here.')
  await expect(ada.status).toHaveText(en.status.saved)
  expectComplaints.push(/status of 403/)
  // Without the token the same page is a stranger there: it is the token that lets it in.
  const refused = await ada.page.evaluate(async () => {
    const answer = await fetch('/api/pads', { method: 'POST', body: '{}' })
    return [answer.status, ((await answer.json()) as { code: string }).code]
  })
  expect(refused).toEqual([403, 'foreign-origin'])
  await expect(ada.page).toHaveURL(url)
})

test('[AD6] they write by HTTP where the proxy also strips the upgrade', { tag: '@firefox' }, async ({
  stripping,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(SAYS_HOST_IS_LOST)
  const { id } = await createPad(stripping.url, { markdown: 'Here.' })
  const url = `${byName(stripping.url)}/p/${id}`
  const [ada, bert] = [await person(), await person()]
  await ada.openLive(url)
  await bert.openLive(url)
  await expectLine(ada, en.status.liveByHttp)
  await writeAtEnd(ada, ' Ada was here.')
  await expect(bert.text).toContainText('Ada was here.')
  await expect(ada.status).toHaveText(en.status.saved)
})

test('[AD6] pads are made, deleted and restored there, with a script and without', async ({
  hostless,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(/status of 410/)
  const ada = await person()
  await ada.open(`${byName(hostless.url)}/`)
  await ada.page.getByRole('button', { name: en.list.create }).click()
  await ada.page.waitForURL(/\/p\//)
  const { id } = await createPad(hostless.url, { title: 'To be deleted' })
  await fetch(`${hostless.url}/api/pads/${id}`, { method: 'DELETE' })
  const bert = await person({ javaScriptEnabled: false })
  await bert.open(`${byName(hostless.url)}/p/${id}`)
  await bert.page.getByRole('button', { name: en.deleted.restore }).click()
  await expect(bert.page.getByRole('heading', { name: 'To be deleted' })).toBeVisible()
})

test('[AD4, AD6] a page whose token the restarted server does not know gets another and is live again', async ({
  person,
  expectComplaints,
}) => {
  expectComplaints.push(SAYS_HOST_IS_LOST, /net::ERR_/)
  const server = await startPadServer()
  const nginx = await startNginx(server.port, forgetting('Host', 'X-Forwarded-Host'))
  const { id } = await createPad(nginx.url, { markdown: 'Here.' })
  const ada = await person()
  await ada.openLive(`${byName(nginx.url)}/p/${id}`)
  await server.stop()
  await server.start()
  await writeAtEnd(ada, ' After the restart.')
  await expect(ada.status).toHaveText(en.status.saved, { timeout: 15_000 })
  const stored = await fetch(`${server.url}/api/pads/${id}/export?format=txt`)
  expect(await stored.text()).toContain('After the restart.')
  await nginx.close()
  await server.close()
})

test('[AD15] a page that is not known even with a fresh token says why, and what the operator sets', async ({
  hostless,
  person,
  expectComplaints,
}) => {
  expectComplaints.push(SAYS_HOST_IS_LOST)
  const { id } = await createPad(hostless.url, { markdown: 'Here.' })
  const ada = await person()
  // As if something on the way spoiled every token.
  await ada.page.route(/\/exchange\?/, (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/token=[^&]*/, 'token=spoiled'),
    }),
  )
  await ada.page.routeWebSocket(/\/collab\//, (socket) => socket.close({ code: 1011 }))
  await ada.open(`${byName(hostless.url)}/p/${id}`)
  await expect(ada.status).toContainText(en.status.notLiveLabel)
  await expectLine(ada, en.status.foreignOrigin)
  await expect(ada.text).toContainText('Here.')
})
