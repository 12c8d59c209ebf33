/** Each myth is started as it is told, asked everything, and still does what was measured. */
import { afterAll, describe, expect, test } from 'vitest'
import { MYTHS } from '../../proxy-configs/myths.ts'
import { expected } from '../../proxy-configs/probes.ts'
import { createApps } from './apps.ts'
import { isChosen } from './chosen.ts'
import { observe } from './observe.ts'
import { startWay } from './start-way.ts'

const apps = createApps()
afterAll(() => apps.close())

describe.concurrent('on the real proxy', () => {
  test.for(MYTHS.filter(isChosen))('[PX5] $id', async ({ way, expect: expectation }) => {
    const stand = await startWay(way, apps)
    try {
      expect((await observe(stand)).results).toEqual(expected(expectation))
    } finally {
      await stand.close()
    }
  })
})
