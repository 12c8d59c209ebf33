/** The page itself is what stops: frozen by the browser, told that it is offline, or open twice. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { type Hop, startHop } from '../harness/fault-proxy/hop.ts'
import { BACK_WITHIN_MS, test } from './fixtures.ts'

test('[E304, E309] a frozen page reads what it missed as soon as it goes on', async ({ house, couple }) => {
  const two = await couple(house.server, house.url('direct'))
  const browser = await two.ada.context.newCDPSession(two.ada.page)
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
  await two.bertTypes(' written while Ada’s page was frozen')
  await expect(two.bert.status).toHaveText(en.status.saved)
  await browser.send('Page.setWebLifecycleState', { state: 'active' })
  await two.adaTypes(' and on')
  await two.agree()
})

test('[E304, E305, E309] a device without network keeps every letter and sends it when the network is back', async ({
  house,
  couple,
}) => {
  const two = await couple(house.server, house.url('direct'))
  await two.ada.context.setOffline(true)
  const noLie = await two.nothingGetsThrough(two.ada)
  await two.adaTypes(' written in the tunnel')
  await two.bertTypes(' meanwhile outside')
  await expect(two.ada.status).not.toHaveText(en.status.saved)
  await noLie()
  await two.ada.context.setOffline(false)
  await two.agree()
})

test('[E304] two tabs of one browser are two people for the pad, and neither doubles the other', async ({
  house,
  couple,
}) => {
  const two = await couple(house.server, house.url('direct'))
  const tab = await two.ada.context.newPage()
  await tab.goto(two.ada.page.url())
  const text = tab.getByRole('textbox', { name: en.pad.text })
  await expect(text).toContainText('Bert:')
  await two.adaTypes(' from the first tab')
  await expect(text).toContainText(' from the first tab', { timeout: BACK_WITHIN_MS })
  await text.locator('p').first().click()
  await tab.keyboard.press('End')
  await tab.keyboard.type('!')
  await expect(two.bert.text).toContainText(' from the first tab!')
  await tab.close()
  await expect.poll(() => two.ada.words()).toBe('Ada: from the first tab!\nBert:')
})

test('[E301, E304] the server is killed while both are live by HTTP, and nothing is lost', async ({
  ownServer,
  couple,
}) => {
  const hop = await startHop(ownServer.port, { upgrade: 'strip' })
  try {
    const two = await couple(ownServer, hop.url)
    await two.adaTypes(' before')
    await two.agree()
    const typing = [two.adaTypes(' through the crash, over HTTP'), two.bertTypes(' as well')]
    await expect(two.bert.text).toContainText(' through')
    await ownServer.kill()
    await ownServer.start()
    await Promise.all(typing)
    await two.agree()
  } finally {
    await hop.close()
  }
})

/** WebSockets that were begun through it so far. */
const socketsOf = (hop: Hop): number => hop.passed().filter(({ upgrade }) => upgrade).length

test('[PS2] after a lost line others see the cursor again, though its owner touched nothing', async ({
  house,
  couple,
}) => {
  const hop = await startHop(house.server.port)
  try {
    const two = await couple(house.server, hop.url, house.url('direct'))
    await two.adaTypes(' stands here')
    const caret = two.bert.text.locator('.caret')
    await expect(caret).toHaveCount(1)
    const sockets = () => socketsOf(hop)
    const before = sockets()
    hop.cutWebSockets()
    await expect.poll(sockets, { timeout: BACK_WITHIN_MS }).toBeGreaterThan(before)
    await expect(two.ada.page.locator('#status-panel')).toContainText(en.status.live)
    await expect(caret).toHaveCount(1, { timeout: 3_000 })
  } finally {
    await hop.close()
  }
})

/** A line as on a train: it comes back, and is cut again. */
const CUTS = 8

test('[UI12] a line that is cut again and again while one types makes a screen reader say next to nothing', async ({
  house,
  couple,
}) => {
  const hop = await startHop(house.server.port)
  try {
    const two = await couple(house.server, hop.url, house.url('direct'))
    const sockets = () => socketsOf(hop)
    const said = await two.ada.page.evaluateHandle(() => {
      const sentences: string[] = []
      const look = () => {
        for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) {
          if (region.textContent) sentences.push(region.textContent)
        }
      }
      for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) {
        new MutationObserver(look).observe(region, { childList: true, characterData: true, subtree: true })
      }
      return sentences
    })
    for (let cut = 0; cut < CUTS; cut += 1) {
      const before = sockets()
      hop.cutWebSockets()
      await two.adaTypes(` ${cut}`)
      await expect.poll(sockets, { timeout: BACK_WITHIN_MS }).toBeGreaterThan(before)
      await expect(two.ada.page.locator('#status-panel')).toContainText(en.status.live)
    }
    await two.agree()
    const sentences = await said.jsonValue()
    test.info().annotations.push({ type: 'said', description: sentences.join(' | ') })
    expect(sentences.length).toBeLessThanOrEqual(4)
  } finally {
    await hop.close()
  }
})
