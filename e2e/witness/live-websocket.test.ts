/** The built server looks at itself through a real nginx: as it should be, and without the lines for WebSocket. */
import { afterEach, expect, test } from 'vitest'
import type { Way } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import type { ProxyHop } from '../../proxy-configs/hop.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { freePort } from '../harness/ports.ts'
import { type RunningHop, startHop } from '../proxies/start-hop.ts'
import { testConfig } from '../proxies/start-way.ts'

let hop: RunningHop | undefined
let server: PadServer | undefined
afterEach(async () => {
  await server?.close()
  await hop?.close()
})

/** The proxy comes first: the server has to know its address. */
async function behind(proxy: ProxyHop, more: Readonly<Record<string, string>> = {}): Promise<PadServer> {
  const upstream = await freePort()
  hop = await startHop({
    proxy: 'nginx',
    config: (port, plainPort) =>
      testConfig(proxy, false, { port, plainPort }, [`127.0.0.1:${upstream}`], undefined),
  })
  const env = { PORT: String(upstream), HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${hop.port}/`, ...more }
  server = await startPadServer({ env })
  return server
}

const hopOf = (id: string): ProxyHop => {
  const way: Way | undefined = FAULTS.find((fault) => fault.id === id)?.way
  return way?.hops[0] as ProxyHop
}

test('[WI8] behind a good nginx it is 200, with the times, and no pad is made', async () => {
  const { url } = await behind({ good: 'nginx' })
  const answer = await fetch(`${url}/live/websocket`)
  expect(await answer.json()).toMatchObject({ status: 'OK', url: `http://127.0.0.1:${hop?.port}/` })
  expect(answer.status).toBe(200)
  expect(await (await fetch(`${url}/api/pads`)).json()).toMatchObject({ pads: [] })
})

test('[WI8] where pads open by links it is 200, too, and other pads stay shut', async () => {
  const { url } = await behind(
    { good: 'nginx' },
    { HOLDFAST_ACCESS: 'links', HOLDFAST_ADMIN_TOKEN: 'the-token-of-this-test-alone' },
  )
  expect(await (await fetch(`${url}/live/websocket`)).json()).toMatchObject({ status: 'OK' })
  expect((await fetch(`${url}/api/pads/doctor`)).status).toBe(403)
})

test.each([
  ['nginx-upgrade-headers-missing', 'upgrade-headers-missing'],
  ['nginx-bare-proxy-pass', 'http-1.0'],
])('[WI9] behind %s it is 503 and names nginx with the lines', async (id, cause) => {
  const { url } = await behind(hopOf(id))
  const answer = await fetch(`${url}/live/websocket`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({
    code: 'websocket-fails',
    cause: 'upgrade-removed',
    detail: expect.stringContaining('proxy_set_header Upgrade $http_upgrade;'),
    suspects: [{ hop: 'nginx', cause }],
  })
})

test('[WI9] with nobody at the public address it is 503 not-connected', async () => {
  const { url } = await behind({ good: 'nginx' })
  await hop?.close()
  const answer = await fetch(`${url}/live/websocket`)
  expect([answer.status, ((await answer.json()) as { cause: string }).cause]).toEqual([503, 'not-connected'])
})
