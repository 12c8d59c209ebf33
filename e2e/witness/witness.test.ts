/** What the built server says behind real proxies, broken in the usual ways, and behind good ones. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Seen } from '../../protocol/witness.ts'
import type { Way } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { type Stand, startWay } from '../proxies/start-way.ts'

let server: PadServer
let stand: Stand | undefined
beforeAll(async () => {
  server = await startPadServer()
})
afterAll(() => server.close())
afterEach(async () => {
  await stand?.close()
  stand = undefined
})

const BROKEN = [
  ['nginx-bare-proxy-pass', 'nginx', 'http-1.0', 'likely'],
  ['nginx-upgrade-headers-missing', 'nginx', 'upgrade-headers-missing', 'likely'],
  ['nginx-connection-empty', 'nginx', 'connection-empty', 'likely'],
  ['nginx-connection-missing', 'nginx', 'connection-missing', 'likely'],
  ['nginx-upgrade-missing', 'nginx', 'upgrade-missing', 'possible'],
  ['nginx-upgrade-from-map', 'nginx', 'upgrade-value-wrong', 'likely'],
  ['apache-proxypass-only', 'apache', 'upgrade-not-enabled', 'certain'],
  ['squid-upgrade-not-allowed', 'squid', 'upgrade-not-enabled', 'certain'],
  ['varnish-pipe-missing', 'varnish', 'pipe-missing', 'likely'],
] as const

const GOOD = ['nginx', 'apache', 'apache-rewrite', 'squid', 'haproxy', 'caddy', 'varnish'] as const

function wayOf(id: string): Way {
  const fault = FAULTS.find((each) => each.id === id)
  if (fault === undefined) throw new Error(`the catalogue has no fault ${id}`)
  return fault.way
}

async function open(way: Way): Promise<Stand> {
  stand = await startWay(way, { app: async () => server, close: async () => {} })
  return stand
}

const asked = async (nonce: string): Promise<Seen> => {
  const answer = await fetch(`${server.url}/diagnose/seen/${nonce}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Seen
}

describe('behind a real proxy', () => {
  let nonces = 0
  const connect = ({ port, url }: Stand) => {
    nonces += 1
    const nonce = `nonce-${process.pid}-${nonces}`
    // By the name people type: some proxies serve no other.
    const headers = { Host: new URL(url).host }
    const address = `ws://127.0.0.1:${port}/collab/witnessed?holdfast=1&nonce=${nonce}`
    return { nonce, socket: new WebSocket(address, { headers }) }
  }

  test.each(BROKEN)('[WI3] %s is named', async (id, hop, cause, confidence) => {
    const way = await open(wayOf(id))
    const { nonce, socket } = connect(way)
    socket.on('error', () => {})
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(response.statusCode).toBe(426)
    response.destroy()
    const seen = await asked(nonce)
    expect(seen).toMatchObject({ seen: true, upgraded: false, verdict: 'stripped', furtherOut: false })
    expect(seen.seen && seen.suspects[0]).toMatchObject({ hop, cause, confidence })
    socket.terminate()
  })

  test.each(GOOD)('[WI3] a good %s raises no suspicion', async (good) => {
    const way = await open({ hops: [{ good }] })
    const { nonce, socket } = connect(way)
    await once(socket, 'open')
    expect(await asked(nonce)).toMatchObject({ upgraded: true, verdict: 'intact', suspects: [] })
    socket.terminate()
    await once(socket, 'close')
  })

  test('[WI2] two proxies in a row: the trace is of the inner one, and the outer one is not cleared', async () => {
    const way = await open({ hops: [...wayOf('apache-proxypass-only').hops, { good: 'nginx' }] })
    const { nonce, socket } = connect(way)
    socket.on('error', () => {})
    await once(socket, 'unexpected-response')
    const seen = await asked(nonce)
    expect(seen).toMatchObject({ seen: true, furtherOut: true })
    expect(seen.seen && seen.suspects[0]).toMatchObject({ hop: 'nginx', cause: 'upgrade-headers-missing' })
    socket.terminate()
  })

  test('[WI7] the log of the server names the proxy and the fix, once', () => {
    const lines = server
      .child()
      .output()
      .split('\n')
      .filter((line) => line.includes('"websocket.stripped"'))
      .map((line) => JSON.parse(line) as { hop: string; cause: string; fix: string })
    expect(lines.filter(({ cause }) => cause === 'upgrade-headers-missing')).toHaveLength(1)
    expect(lines.find(({ hop }) => hop === 'Squid')?.fix).toContain('http_upgrade_request_protocols')
  })
})
