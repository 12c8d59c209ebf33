/**
 * Sitting still for more than a minute. y-websocket closes by itself after 30 s without a frame, proxies after
 * 60 s: whoever is still connected after 72 s has met neither. Runs beside the other files.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { collabUrl, FLAVOURS, type ForeignClient, openForeignClient } from '../harness/foreign-client.ts'
import { type Nginx, startNginx } from '../harness/nginx.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const IDLE_MS = 72_000

let server: PadServer
let nginx: Nginx
const open: ForeignClient[] = []

beforeAll(async () => {
  server = await startPadServer()
  nginx = await startNginx(server.port)
})
afterAll(async () => {
  for (const client of open) client.close()
  await nginx.close()
  await server.close()
})

/** `mute` clients renew no awareness, so that nothing but the server's own frames reaches them. */
async function sitStill(url: string, pad: string, mute = false): Promise<void> {
  const clients = FLAVOURS.map((flavour) =>
    openForeignClient({ flavour, serverUrl: collabUrl(url), pad: `${pad}-${flavour.at(0)}` }),
  )
  open.push(...clients)
  await Promise.all(clients.map((client) => client.synced()))
  if (mute) for (const client of clients) client.provider.awareness.setLocalState(null)
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  expect(clients.map((client) => client.losses())).toEqual([0, 0])
  expect(clients.map((client) => client.provider.wsconnected)).toEqual([true, true])
  for (const client of clients) client.write('still here')
  for (const client of clients) {
    const path = `${url}/api/pads/${pad}-${client.flavour.at(0)}/export?format=txt`
    await eventually('it arrives', async () => (await (await fetch(path)).text()).includes('still here'))
  }
}

test.concurrent('[IN3] y-websocket clients stay connected while nobody does anything', () =>
  sitStill(server.url, 'idle'))
test.concurrent('[IN3] y-websocket clients stay connected without awareness of their own', () =>
  sitStill(server.url, 'mute', true))
test.concurrent('[IN3] y-websocket clients stay connected through nginx, which has nothing to complain of', async () => {
  await sitStill(nginx.url, 'proxied')
  expect(await nginx.complaints()).toBe('')
})
