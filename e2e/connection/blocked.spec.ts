/** WebSocket is blocked: from the start by a real nginx, in the middle, and not any more. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { startHop } from '../harness/fault-proxy/hop.ts'
import { createPad } from '../harness/fixtures.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { BACK_WITHIN_MS, expectLine, test } from './fixtures.ts'

test('[E301] behind an nginx that was not told of WebSocket both are live by HTTP and told so', {
  tag: '@firefox',
}, async ({ house, couple }) => {
  const nginx = await startNginx(house.server.port, forgetting('Upgrade', 'Connection'))
  try {
    const two = await couple(house.server, nginx.url)
    await expectLine(two.ada, en.status.liveByHttp)
    await expectLine(two.bert, en.status.liveByHttp)
    await Promise.all([two.adaTypes(' by HTTP alone'), two.bertTypes(' and back again')])
    await two.agree()
    await two.bertTypes(' once more')
    await two.agree(2_000)
    await expect(two.ada.text.locator('.caret')).toHaveCount(1)
  } finally {
    await nginx.close()
  }
})

test('[E302] an nginx that is reloaded broken and then mended costs no letter', {
  tag: '@firefox',
}, async ({ house, couple }) => {
  const nginx = await startNginx(house.server.port)
  try {
    const two = await couple(house.server, nginx.url)
    await expectLine(two.ada, en.status.live)
    const typing = two.adaTypes(' while it is reloaded, letter by letter')
    await nginx.reload(forgetting('Upgrade', 'Connection'))
    await typing
    // Sockets that are open stay with the old worker; whoever comes now meets the broken configuration.
    await two.bert.page.reload()
    await expectLine(two.bert, en.status.liveByHttp)
    await Promise.all([two.adaTypes(' still'), two.bertTypes(' by HTTP')])
    await two.agree()
    await nginx.reload()
    await expect(async () => {
      await two.bert.page.evaluate(() => window.dispatchEvent(new Event('online')))
      await expectLine(two.bert, en.status.live, 1_000)
    }).toPass({ timeout: BACK_WITHIN_MS })
    await Promise.all([two.adaTypes(' and on'), two.bertTypes(' and by WebSocket')])
    await two.agree()
  } finally {
    await nginx.close()
  }
})

test('[E301] five windows of one browser stay live by HTTP, within the six connections it gives a host', async ({
  house,
  couple,
}) => {
  const nginx = await startNginx(house.server.port, forgetting('Upgrade', 'Connection'))
  try {
    const two = await couple(house.server, nginx.url)
    const more = await Promise.all([1, 2, 3, 4].map(() => two.ada.context.newPage()))
    for (const page of more) {
      await page.goto(two.ada.page.url())
      await expect(page.locator('#status-panel')).toContainText(en.status.liveByHttp, {
        timeout: BACK_WITHIN_MS,
      })
    }
    await two.bertTypes(' to all five windows')
    for (const page of more) {
      const text = page.getByRole('textbox', { name: en.pad.text })
      await expect(text).toContainText(' to all five windows', { timeout: BACK_WITHIN_MS })
    }
    await two.adaTypes(' and from one of them')
    await two.agree()
  } finally {
    await nginx.close()
  }
})

test('[E301] each way of refusing a WebSocket leaves a pad that is live by HTTP', async ({
  house,
  couple,
}) => {
  const hop = await startHop(house.server.port, { upgrade: 403 })
  try {
    const two = await couple(house.server, hop.url, house.url('direct'))
    await expectLine(two.ada, en.status.liveByHttp)
    await expectLine(two.bert, en.status.live)
    await two.adaTypes(' over HTTP')
    await two.bertTypes(' over WebSocket')
    await two.agree()
  } finally {
    await hop.close()
  }
})

test('[CN29, E301] where the page’s own policy forbids WebSocket, the pad is live by HTTP', async ({
  house,
  person,
  expectComplaints,
}) => {
  // That it is forbidden is said by the browser, and asked for below.
  expectComplaints.push(/Content Security Policy/)
  const url = house.url('direct')
  const { id } = await createPad(url, { markdown: 'Read by all' })
  const [ada, bert] = [await person(), await person()]
  await bert.openLive(`${url}/p/${id}`)
  // By path, because for a policy of hosts ws: is as good as http: (CSP3 §6.7.2.9, scheme-part matching).
  const allowed = [`collab/${id}/exchange`, 'api/', 'diagnose/'].map((path) => `${url}/${path}`).join(' ')
  await ada.page.route(/\/p\//, async (route) => {
    const response = await route.fetch()
    const policy = response.headers()['content-security-policy'] ?? ''
    const headers = {
      ...response.headers(),
      'content-security-policy': `${policy.replace(/connect-src[^;]*;?/, '')}; connect-src ${allowed}`,
    }
    await route.fulfill({ response, headers })
  })
  await ada.openLive(`${url}/p/${id}`)
  await expectLine(ada, en.status.liveByHttp)
  expect(ada.complaints().join()).toMatch(/Content Security Policy/)
  await ada.text.click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(', written by Ada')
  await expect(bert.text).toContainText('Read by all, written by Ada')
  await expect(ada.status).toHaveText(en.status.saved)
})

test('[E302] blocked in the middle and unblocked later, nothing is lost, doubled or interrupted', async ({
  house,
  couple,
}) => {
  const hop = await startHop(house.server.port)
  try {
    const two = await couple(house.server, hop.url)
    await expectLine(two.ada, en.status.live)
    await two.adaTypes(' before')
    hop.rules({ upgrade: 'strip' })
    hop.cutWebSockets()
    await two.adaTypes(' while it is being blocked')
    await two.bertTypes(' and so does Bert')
    await expectLine(two.ada, en.status.liveByHttp)
    await expectLine(two.bert, en.status.liveByHttp)
    await two.agree()

    hop.rules({ upgrade: 'pass' })
    const vanished = await watchCaret(two.ada.page)
    const typing = two.bertTypes(' without a hiccup, letter by letter, while the transport below changes')
    for (const who of [two.ada, two.bert]) {
      await who.page.evaluate(() => window.dispatchEvent(new Event('online')))
    }
    await typing
    await expectLine(two.ada, en.status.live)
    await expectLine(two.bert, en.status.live)
    await two.adaTypes(' after')
    await two.agree()
    expect(await vanished()).toBe(0)
  } finally {
    await hop.close()
  }
})

test('[E303] a proxy that cuts held requests and refuses large bodies slows nobody down', async ({
  house,
  couple,
}) => {
  const hop = await startHop(house.server.port, { upgrade: 'strip', answerWithin: 1_500, maxBody: 64 * 1024 })
  try {
    const two = await couple(house.server, hop.url)
    await expectLine(two.ada, en.status.liveByHttp)
    const long = 'a long text from the clipboard '.repeat(4_000)
    await two.ada.text.locator('p').first().click()
    await two.ada.page.keyboard.press('End')
    await two.ada.page.keyboard.insertText(long)
    await expect
      .poll(async () => (await two.bert.words()).length, { timeout: 20_000 })
      .toBeGreaterThan(120_000)
    await expect(two.ada.status).toHaveText(en.status.saved, { timeout: 20_000 })
    await two.bert.text.locator('p').last().click()
    await two.bert.page.keyboard.press('End')
    await two.bert.page.keyboard.type(' still at once')
    await expect(two.ada.text).toContainText('Bert: still at once', { timeout: 3_000 })
  } finally {
    await hop.close()
  }
})

/** How many painted frames showed no cursor of the other person. */
async function watchCaret(page: import('@playwright/test').Page): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle(() => {
    const counts = { without: 0, over: false }
    const look = () => {
      if (counts.over) return
      if (document.querySelector('.ProseMirror .caret') === null) counts.without += 1
      requestAnimationFrame(look)
    }
    look()
    return counts
  })
  return () =>
    watch.evaluate((counts) => {
      counts.over = true
      return counts.without
    })
}
