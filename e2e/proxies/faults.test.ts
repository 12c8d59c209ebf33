/** Each fault of the catalogue is started as it stands there, asked everything, and does what its record says. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { expected } from '../../proxy-configs/probes.ts'
import { record } from '../matrix/record.ts'
import { createApps } from './apps.ts'
import { chosenFaults } from './chosen.ts'
import { observe } from './observe.ts'
import { startWay } from './start-way.ts'

const apps = createApps()
afterAll(() => apps.close())

describe.concurrent('on the real proxy', () => {
  test.for(chosenFaults())(
    '[PX1, PX6] $id',
    async ({ id, way, expect: said, takes = {}, varies = [], check }) => {
      const stand = await startWay(way, apps)
      try {
        const { results, took } = await observe(stand)
        const leftToChance = Object.fromEntries(varies.map((probe) => [probe, 'varies']))
        const [seen, wanted] = [
          { ...results, ...leftToChance },
          { ...expected(said), ...leftToChance },
        ]
        const asSaid = isDeepStrictEqual(seen, wanted)
        record({ id, column: 'wire', expected: 'as said', seen: asSaid ? 'as said' : 'otherwise' })
        expect(seen).toEqual(wanted)
        const words = await Promise.all(stand.hops.map((hop) => hop.said()))
        if (check?.ok === false) expect(words.join('\n')).toContain(check.says)
        for (const [probe, least] of Object.entries(takes)) {
          expect(took[probe as keyof typeof took], `${probe}, in milliseconds`).toBeGreaterThanOrEqual(least)
        }
      } finally {
        await stand.close()
      }
    },
  )
})
