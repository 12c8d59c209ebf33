/**
 * Two providers that are live by HTTP alone, through a hop that counts their requests; behind it the server, or an
 * nginx that caches what it must not. Node clients over the connection that the pages stand on.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import { Doc } from 'yjs'
import type { SocketReport } from '../../client/connection/report.ts'
import { createResilientSocket } from '../../client/connection/resilient-socket.ts'
import { platformTimers } from '../../client/connection/timers.ts'
import type { Edit } from '../../proxy-configs/edits.ts'
import { type Hop, type Passed, startHop } from '../harness/fault-proxy/hop.ts'
import { startNginx } from '../harness/nginx.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

let server: PadServer
const ends: (() => unknown)[] = []
beforeEach(async () => {
  server = await startPadServer()
  ends.push(server.close)
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** As browsers do where the page’s policy forbids it. */
class Blocked {
  constructor() {
    throw new Error('no WebSocket here')
  }
}

function live(name: string, hop: Hop) {
  let report: SocketReport | undefined
  const connection = createResilientSocket(
    {
      onReport: (now) => {
        report = now
      },
    },
    {
      WebSocket: Blocked as unknown as typeof globalThis.WebSocket,
      fetch,
      timers: platformTimers,
      random: Math.random,
      randomKey: () => `${name}-${String(ends.length).padStart(16, '0')}`,
    },
  )
  const doc = new Doc()
  const provider = new WebsocketProvider(`${hop.url.replace('http', 'ws')}/collab`, 'way', doc, {
    WebSocketPolyfill: connection.Socket,
    maxBackoffTime: 0,
    disableBc: true,
  })
  // Nobody has a cursor that would be told of now and then.
  provider.awareness.setLocalState(null)
  ends.push(() => {
    provider.destroy()
    connection.close()
    doc.destroy()
  })
  return {
    provider,
    text: doc.getText('t'),
    saved: () => report !== undefined && report.sent > 0 && report.acknowledged >= report.sent,
  }
}

const isOf = (name: string) => (request: Passed) => request.path.includes(`page=${name}`)
const whose = (request: Passed) =>
  `${isOf('ada')(request) ? 'ada' : 'bert'} ${/[?&]wait=[1-9]/.test(request.path) ? 'holds' : 'sends'}`
/** For a busy machine. */
const SOON = { timeout: 20_000 }

async function both(upstreamPort: number) {
  const hop = await startHop(upstreamPort)
  ends.push(hop.close)
  const [ada, bert] = [live('ada', hop), live('bert', hop)]
  await expect.poll(() => [ada.provider.synced, bert.provider.synced], SOON).toEqual([true, true])
  return { hop, ada, bert }
}

/** Each holds one request, and nothing else is under way. */
const rest = (hop: Hop) =>
  expect
    .poll(
      () =>
        hop
          .passed()
          .filter(({ ended }) => ended === undefined)
          .map(whose)
          .sort(),
      SOON,
    )
    .toEqual(['ada holds', 'bert holds'])

test('[E315] an edit by HTTP costs its writer one request, and its reader none but the next to hold', async () => {
  const { hop, ada, bert } = await both(server.port)
  await rest(hop)
  for (const [index, letter] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    const before = hop.passed().length
    ada.text.insert(index, letter)
    await expect.poll(() => bert.text.toString(), SOON).toBe('abcde'.slice(0, index + 1))
    await expect.poll(() => ada.saved(), SOON).toBe(true)
    await rest(hop)
    expect(hop.passed().slice(before).map(whose)).toEqual(['ada sends', 'bert holds'])
  }
})

/**
 * A cache that has been told to listen to nothing the server says. Without `X-Accel-Buffering` in its list nginx
 * 1.22 passes the exchange's answers on and keeps none.
 */
const CACHING: readonly Edit[] = [
  { at: 'limit_conn_zone', keep: true, add: ['proxy_cache_path kept keys_zone=kept:10m;'] },
  {
    at: 'proxy_buffering',
    add: [
      'proxy_cache          kept;',
      'proxy_cache_methods  GET HEAD POST;',
      'proxy_cache_valid    200 10m;',
      'proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Buffering;',
      'add_header           X-Cache $upstream_cache_status;',
    ],
  },
]

test('[CN35, E316] an nginx that caches POSTs keeps no edit back and acknowledges none in the server’s place', async () => {
  const nginx = await startNginx(server.port, CACHING)
  ends.push(nginx.close)
  const { hop, ada, bert } = await both(Number(new URL(nginx.url).port))
  const address = `${nginx.url}/collab/way/exchange?holdfast=1&page=somebodyElse`
  const ask = async () => (await fetch(address, { method: 'POST' })).headers.get('x-cache')
  expect([await ask(), await ask()]).toEqual(['MISS', 'HIT'])

  const left = () => hop.passed().filter(({ path }) => path.includes('leave=1')).length
  for (const [times, word] of ['one ', 'two ', 'three '].entries()) {
    // Twice, while nobody else writes: two sends from where the cursor stands.
    for (const part of [word, 'more ']) {
      ada.text.insert(ada.text.length, part)
      await expect.poll(() => ada.saved(), SOON).toBe(true)
    }
    await expect.poll(() => bert.text.toString(), SOON).toBe(ada.text.toString())
    // A line that comes back must not be told what the lost one was told.
    bert.provider.disconnect()
    await expect.poll(left, SOON).toBe(times + 1)
    bert.text.insert(bert.text.length, 'and ')
    bert.provider.connect()
    await expect.poll(() => ada.text.toString(), SOON).toBe(bert.text.toString())
    await expect.poll(() => bert.saved(), SOON).toBe(true)
  }
  await rest(hop)
  const addresses = hop.passed().map(({ path }) => path)
  expect(new Set(addresses).size).toBe(addresses.length)
})
