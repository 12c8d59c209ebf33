/**
 * A real partition, made by the kernel: Ada's browser lives in a network of its own, whose cable is cut while both
 * type. Packets vanish, nothing is reset, and the device believes that it is online.
 */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { createPartition, noPartitionBecause, type Partition } from '../harness/netns.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { temporaryFolder } from '../harness/temporary.ts'
import { test as base } from './fixtures.ts'

interface Place {
  /** Why there is no partition here. */
  readonly because?: string
  readonly partition?: Partition
}

const test = base.extend<{ reachable: PadServer }, { place: Place }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const because = noPartitionBecause()
      const partition = because === undefined ? createPartition() : undefined
      await use({ ...(because === undefined ? {} : { because }), ...(partition ? { partition } : {}) })
      partition?.close()
    },
    { scope: 'worker' },
  ],
  // The first person lives inside, everybody else outside.
  browserOf: [
    async ({ place: { partition }, browser, launchOptions, playwright }, use) => {
      const folder = await temporaryFolder('inside')
      const program = `${folder.path}/chromium`
      const inside = playwright.chromium
      await partition?.wrap(launchOptions.executablePath ?? inside.executablePath(), program)
      const ada = partition && (await inside.launch({ ...launchOptions, executablePath: program }))
      await use(async (person) => (person === 0 && ada ? ada : browser))
      await ada?.close()
      await folder.remove()
    },
    { scope: 'worker' },
  ],
  reachable: async ({ place: { partition } }, use) => {
    const server = await startPadServer(partition ? { env: { HOST: partition.host } } : {})
    await use(server)
    await server.close()
  },
})

test('[E304, E305, E306] a network that swallows every packet is noticed while typing, and costs nothing', async ({
  place: { because, partition },
  reachable,
  couple,
}) => {
  // Counted and printed as skipped, with this reason, in the last lines of the suite.
  test.info().skip(partition === undefined, because)
  test.setTimeout(300_000)
  const two = await couple(reachable, reachable.url)
  await Promise.all([two.adaTypes(' over the cable'), two.bertTypes(' beside it')])
  await two.agree()
  partition?.cut()
  const noLie = await two.nothingGetsThrough(two.ada)
  await two.adaTypes(' into a cut cable')
  await two.bertTypes(' unaware')
  expect(await two.ada.page.evaluate(() => navigator.onLine)).toBe(true)
  const panel = two.ada.page.locator('#status-panel')
  await expect(panel).not.toContainText(en.status.live, { timeout: 20_000 })
  await expect(two.ada.status).not.toHaveText(en.status.saved)
  await noLie()
  partition?.heal()
  await two.agree()
})
