/** Nobody types: the line itself has to find out that it is dead. */
import { expect } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'
import { blackhole } from '../harness/fault-proxy/blackhole.ts'
import { startFaultProxy } from '../harness/fault-proxy/fault-proxy.ts'
import { BACK_WITHIN_MS, expectLine, test } from './fixtures.ts'

/** client/connection/policy.ts: silence, and the answer that does not come. */
const NOTICED_WITHIN_MS = 25_000

test('[E306] an idle half-open line is noticed within 25 s and replaced, although nobody types', {
  tag: '@firefox',
}, async ({ house, couple }) => {
  test.setTimeout(300_000)
  const network = await startFaultProxy(house.server.port, 7)
  try {
    const two = await couple(house.server, network.url, house.url('direct'))
    await two.adaTypes(' before')
    await two.agree()
    network.disturbExisting({ up: blackhole, down: blackhole })
    const cutAt = Date.now()
    await expect
      .poll(() => network.lastTaken(), { timeout: NOTICED_WITHIN_MS + BACK_WITHIN_MS })
      .toBeGreaterThan(cutAt)
    test.info().annotations.push({ type: 'replaced after', description: `${network.lastTaken() - cutAt} ms` })
    await expectLine(two.ada, en.status.live)
    await two.bertTypes(' into the new line')
    await two.agree()
  } finally {
    await network.close()
  }
})
