/** A server whose pads open by links: what it refuses whoever shows none is no fault of anybody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diagnose } from '../../doctor/diagnose.ts'
import { forgetting, startNginx } from '../harness/nginx.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const TOKEN = 'the-token-of-this-test-alone'

let server: PadServer
beforeAll(async () => {
  server = await startPadServer({ env: { HOLDFAST_ACCESS: 'links', HOLDFAST_ADMIN_TOKEN: TOKEN } })
})
afterAll(() => server.close())

test('[DO23] without a link nothing is blamed, nothing is called live, and what opens it is named', async () => {
  const proxy = await startNginx(server.port)
  try {
    const { causes, checks, exit, headline, line, transports } = await diagnose(proxy.url, { patience: 12 })
    expect({ causes, exit, still: line.still, websocket: transports.websocket }).toEqual({
      causes: [],
      exit: 0,
      still: '',
      websocket: 'unknown',
    })
    expect(headline).toContain('whether WebSocket works could not be found out')
    const upgrade = checks.find(({ id }) => id === 'D08')
    expect([upgrade?.status, upgrade?.summary]).toEqual([
      'inconclusive',
      expect.stringContaining('--header "Authorization: Bearer TOKEN"'),
    ])
  } finally {
    await proxy.close()
  }
})

test('[DO23] with the administrator’s token everything is asked', async () => {
  const proxy = await startNginx(server.port)
  try {
    const { checks, exit } = await diagnose(proxy.url, {
      patience: 12,
      headers: [['Authorization', `Bearer ${TOKEN}`]],
    })
    expect([exit, checks.filter(({ status }) => status === 'fail' || status === 'inconclusive')]).toEqual([
      0,
      [],
    ])
    expect(checks.find(({ id }) => id === 'D11')?.status).toBe('pass')
  } finally {
    await proxy.close()
  }
})

test('[DO23] a proxy that removes the upgrade is found without a link, too', async () => {
  const proxy = await startNginx(server.port, forgetting('Upgrade', 'Connection'))
  try {
    const { causes, exit } = await diagnose(proxy.url, { patience: 12 })
    expect(exit).toBe(1)
    expect(causes[0]?.faults.map(({ id }) => id)).toContain('nginx-upgrade-headers-missing')
  } finally {
    await proxy.close()
  }
})
