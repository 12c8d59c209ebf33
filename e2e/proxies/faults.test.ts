/** Each fault of the catalogue is started as it stands there, asked everything, and does what its record says. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { expected } from '../../proxy-configs/probes.ts'
import { record } from '../matrix/record.ts'
import { chosenFaults } from './chosen.ts'
import { observe } from './observe.ts'
import { createApps, startWay } from './start-way.ts'

const apps = createApps()
afterAll(() => apps.close())

describe.concurrent('on the real proxy', () => {
  test.for(chosenFaults())('[PX1, PX6] $id', async ({ id, way, expect: expectation, takes = {}, check }) => {
    const stand = await startWay(way, apps)
    try {
      const { results, took } = await observe(stand)
      const asSaid = isDeepStrictEqual(results, expected(expectation))
      record({ id, column: 'wire', expected: 'as said', seen: asSaid ? 'as said' : 'otherwise' })
      expect(results).toEqual(expected(expectation))
      const said = await Promise.all(stand.hops.map((hop) => hop.said()))
      if (check?.ok === false) expect(said.join('\n')).toContain(check.says)
      for (const [probe, least] of Object.entries(takes)) {
        expect(took[probe as keyof typeof took], `${probe}, in milliseconds`).toBeGreaterThanOrEqual(least)
      }
    } finally {
      await stand.close()
    }
  })
})
