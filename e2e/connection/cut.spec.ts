/** The line is cut, hangs, or the server dies, while two people type. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { blackhole } from '../harness/fault-proxy/blackhole.ts'
import { cutAfter } from '../harness/fault-proxy/cut-after.ts'
import { delay } from '../harness/fault-proxy/delay.ts'
import { type FaultProxy, startFaultProxy } from '../harness/fault-proxy/fault-proxy.ts'
import { slice } from '../harness/fault-proxy/slice.ts'
import { stall } from '../harness/fault-proxy/stall.ts'
import { BACK_WITHIN_MS, test as base } from './fixtures.ts'

/** On the server, or about to be: whatever else the status says is that it is not. */
const CONFIRMED = new RegExp(`^(${en.status.saved}|${en.status.saving})$`)

const test = base.extend<{ network: FaultProxy }>({
  network: async ({ house }, use) => {
    const network = await startFaultProxy(house.server.port, 7)
    await use(network)
    await network.close()
  },
})

test('[E304, E305] a server that is killed and comes back loses nothing that was saved and nothing that was typed', {
  tag: '@firefox',
}, async ({ ownServer, couple }) => {
  const two = await couple(ownServer, ownServer.url)
  await Promise.all([two.adaTypes(' saved before'), two.bertTypes(' saved too')])
  await two.agree()
  await ownServer.kill()
  const noLie = await two.nothingGetsThrough(two.ada, two.bert)
  await Promise.all([two.adaTypes(' typed meanwhile'), two.bertTypes(' and here')])
  await expect(two.ada.status).not.toHaveText(CONFIRMED)
  await noLie()
  await ownServer.start()
  await two.agree()
})

test('[E304, E305] a server that is killed while both type loses nothing', async ({ ownServer, couple }) => {
  const two = await couple(ownServer, ownServer.url)
  const typing = [
    two.adaTypes(' typing on and on through it all, before and after'),
    two.bertTypes(' and Bert as well, without looking up from the keys'),
  ]
  await expect(two.bert.text).toContainText(' typing on')
  await ownServer.kill()
  await ownServer.start()
  await Promise.all(typing)
  await two.agree()
})

test('[E304, E305, E306] a half-open line is left while typing, and what it swallowed arrives', {
  tag: '@firefox',
}, async ({ house, network, couple }) => {
  const two = await couple(house.server, network.url, house.url('direct'))
  await two.adaTypes(' before')
  await two.agree()
  network.disturbExisting({ up: blackhole, down: blackhole })
  const noLie = await two.nothingGetsThrough(two.ada)
  const began = Date.now()
  await two.adaTypes(' into nothing')
  await expect(two.ada.status).not.toHaveText(en.status.saved)
  await expect(two.bert.text).toContainText(' into nothing', { timeout: 8_000 + BACK_WITHIN_MS })
  test.info().annotations.push({ type: 'back after', description: `${Date.now() - began} ms` })
  await noLie(network.lastTaken())
  await two.bertTypes(' to Ada')
  await two.agree()
})

test('[E304, E305] a stalled line delivers in the end what was typed, once', async ({
  house,
  network,
  couple,
}) => {
  const two = await couple(house.server, network.url, house.url('direct'))
  await two.agree()
  network.disturb({ up: stall, down: stall })
  const noLie = await two.nothingGetsThrough(two.ada)
  await two.adaTypes(' held back on the way')
  await two.bertTypes(' unseen by Ada')
  await expect(two.ada.status).not.toHaveText(CONFIRMED, { timeout: 15_000 })
  await noLie()
  network.heal()
  await two.agree()
})

test('[E304, E307] the device says that its network is back, and the pad is live at once', {
  tag: '@firefox',
}, async ({ house, network, couple }) => {
  const two = await couple(house.server, network.url, house.url('direct'))
  network.disturb({ up: blackhole, down: blackhole })
  network.reset()
  await two.adaTypes(' written on the train')
  await expect(two.ada.status).not.toHaveText(CONFIRMED)
  network.heal()
  network.reset()
  await two.ada.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await two.agree(2_000)
})

test('[E304, E305] resets again and again, in the middle of frames too, end in one text', async ({
  house,
  network,
  couple,
}) => {
  const two = await couple(house.server, network.url)
  for (const bytes of [5, 41, 97]) {
    const typing = [two.adaTypes(` round ${bytes}`), two.bertTypes(` and ${bytes}`)]
    network.disturbExisting({ up: cutAfter(bytes) })
    await Promise.all(typing)
    network.reset()
    await expect(two.bert.text).toContainText(` round ${bytes}`, { timeout: BACK_WITHIN_MS })
  }
  await two.agree()
})

test('[E304, E305] on a slow line that cuts everything into pieces both end with the same text', async ({
  house,
  network,
  couple,
}) => {
  const two = await couple(house.server, network.url)
  network.disturb({ up: delay(150, 100), down: slice(7) })
  await Promise.all([two.adaTypes(' through molasses'), two.bertTypes(' in crumbs')])
  await two.agree()
})
