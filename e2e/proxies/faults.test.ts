/** Each fault of the catalogue is started as it stands there, asked everything, and does what its record says. */
import { afterAll, describe, expect, test } from 'vitest'
import { expected } from '../../proxy-configs/probes.ts'
import { chosenFaults } from './chosen.ts'
import { observe } from './observe.ts'
import { createApps, startWay } from './start-way.ts'

const apps = createApps()
afterAll(() => apps.close())

describe.concurrent('on the real proxy', () => {
  test.for(chosenFaults())('[PX1] $id', async ({ way, expect: expectation, takes = {} }) => {
    const stand = await startWay(way, apps)
    try {
      const { results, took } = await observe(stand)
      expect(results).toEqual(expected(expectation))
      for (const [probe, least] of Object.entries(takes)) {
        expect(took[probe as keyof typeof took], `${probe}, in milliseconds`).toBeGreaterThanOrEqual(least)
      }
    } finally {
      await stand.close()
    }
  })
})
