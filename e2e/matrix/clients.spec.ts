/**
 * Each client behind each fault, in a real browser, on the real proxy: what its record promises is what two people
 * see. CI takes one fault of each symptom and culprit; HOLDFAST_MATRIX=full takes all.
 */
import { test as base, expect } from '@playwright/test'
import { ALL_WELL, type Stories, type Way } from '../../proxy-configs/fault.ts'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { type Apps, createApps } from '../proxies/apps.ts'
import { chosenFaults, isChosen, representatives } from '../proxies/chosen.ts'
import { startWay } from '../proxies/start-way.ts'
import { createPeople } from '../stories/people.ts'
import { CLIENTS, TELL } from './clients.ts'
import { record } from './record.ts'

const isFull = process.env.HOLDFAST_MATRIX === 'full'

const test = base.extend<object, { apps: Apps }>({
  apps: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const apps = createApps()
      await use(apps)
      await apps.close()
    },
    { scope: 'worker' },
  ],
})

/** The tests' timeouts are a thirtieth of the real ones, and so is the heartbeat that has to outrun them. */
const HEARTBEAT = { HOLDFAST_HEARTBEAT_PING: '500' }

interface Case {
  readonly id: string
  readonly way: Way
  readonly stories: Stories
}

const faults: readonly Case[] = isFull ? chosenFaults() : representatives(chosenFaults())
const goods: readonly Case[] = GOOD_WAYS.filter(
  (good) => isChosen(good) && (isFull || !good.id.includes('-')),
).map(({ id, way }) => ({ id, way, stories: ALL_WELL }))

for (const { id, way, stories } of [...goods, ...faults]) {
  for (const client of CLIENTS) {
    // Where no page loads it is the same for all of them.
    if (!isFull && stories[client] === 'none' && client !== 'holdfast') continue
    test(`[PX14] ${id}: ${client}`, async ({ browser, browserName, apps }) => {
      const stand = await startWay({ ...way, environment: { ...HEARTBEAT, ...way.environment } }, apps)
      const people = createPeople(browser, { context: { ignoreHTTPSErrors: true } })
      try {
        const title = `${id} ${client} ${Math.random().toString(36).slice(2, 8)}`
        const seen = await TELL[client]({ people, baseUrl: stand.url, direct: stand.direct, title })
        record({ id, column: client, browser: browserName, expected: stories[client], seen })
        expect(seen).toBe(stories[client])
      } finally {
        await people.close()
        await stand.close()
      }
    })
  }
}
