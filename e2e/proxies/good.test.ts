/** Each good configuration, in every form it has, lets everything through and raises no suspicion. */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { GOOD_WAYS } from '../../proxy-configs/good-ways.ts'
import { record } from '../matrix/record.ts'
import { createApps } from './apps.ts'
import { isChosen } from './chosen.ts'
import { observe } from './observe.ts'
import { startWay } from './start-way.ts'

const apps = createApps()
afterAll(() => apps.close())

describe.concurrent('on the real proxy', () => {
  test.for(GOOD_WAYS.filter(isChosen))('[PX2] $id', async ({ id, way, expect: good }) => {
    const stand = await startWay(way, apps)
    try {
      const { results } = await observe(stand)
      const asSaid = isDeepStrictEqual(results, good)
      record({ id, column: 'wire', expected: 'as said', seen: asSaid ? 'as said' : 'otherwise' })
      expect(results).toEqual(good)
    } finally {
      await stand.close()
    }
  })
})
