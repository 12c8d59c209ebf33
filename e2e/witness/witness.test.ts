/** What the built server says behind real proxies, broken in the usual ways, and behind good ones. */
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Seen } from '../../protocol/witness.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'
import { apache, nginx, type RunningProxy, squid, startProxy } from './proxies.ts'

let server: PadServer
let proxy: RunningProxy | undefined
beforeAll(async () => {
  server = await startPadServer()
})
afterAll(() => server.close())
afterEach(async () => {
  await proxy?.close()
  proxy = undefined
})

const UPGRADE = 'proxy_set_header Upgrade $http_upgrade;'
const FORWARDED = 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'

const BROKEN = [
  ['nginx with nothing but proxy_pass', nginx(''), 'nginx', 'http-1.0', 'likely'],
  [
    'nginx with HTTP/1.1 and no headers',
    nginx('proxy_http_version 1.1;'),
    'nginx',
    'upgrade-headers-missing',
    'likely',
  ],
  [
    'nginx with the usual forwarding headers only',
    nginx(`proxy_http_version 1.1; ${FORWARDED}`),
    'nginx',
    'upgrade-headers-missing',
    'likely',
  ],
  [
    'nginx with an empty Connection',
    nginx(`proxy_http_version 1.1; ${UPGRADE} proxy_set_header Connection "";`),
    'nginx',
    'connection-empty',
    'likely',
  ],
  [
    'nginx without Connection',
    nginx(`proxy_http_version 1.1; ${UPGRADE}`),
    'nginx',
    'connection-missing',
    'likely',
  ],
  [
    'nginx without Upgrade',
    nginx('proxy_http_version 1.1; proxy_set_header Connection "upgrade";'),
    'nginx',
    'upgrade-missing',
    'possible',
  ],
  [
    'nginx with the map in the wrong header',
    nginx(
      'proxy_http_version 1.1; proxy_set_header Upgrade $connection_upgrade; proxy_set_header Connection $connection_upgrade;',
    ),
    'nginx',
    'upgrade-value-wrong',
    'likely',
  ],
  ['Apache without upgrade=websocket', apache(''), 'apache', 'upgrade-not-enabled', 'certain'],
  ['Squid as it comes', squid(''), 'squid', 'upgrade-not-enabled', 'certain'],
] as const

const GOOD = [
  [
    'nginx',
    nginx(`proxy_http_version 1.1; ${UPGRADE} proxy_set_header Connection $connection_upgrade; ${FORWARDED}`),
  ],
  ['nginx over HTTP/1.0', nginx(`${UPGRADE} proxy_set_header Connection $connection_upgrade;`)],
  ['Apache', apache('upgrade=websocket')],
  ['Squid', squid('http_upgrade_request_protocols websocket allow all')],
] as const

const asked = async (port: number, nonce: string): Promise<Seen> => {
  const answer = await fetch(`http://127.0.0.1:${port}/diagnose/seen/${nonce}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Seen
}

describe('behind a real proxy', () => {
  let nonces = 0
  const connect = (port: number) => {
    nonces += 1
    const nonce = `nonce-${process.pid}-${nonces}`
    return {
      nonce,
      socket: new WebSocket(`ws://127.0.0.1:${port}/collab/witnessed?holdfast=1&nonce=${nonce}`),
    }
  }

  test.each(BROKEN)('[WI3] %s is named', async (_name, recipe, hop, cause, confidence) => {
    proxy = await startProxy(recipe, server.port)
    const { nonce, socket } = connect(proxy.port)
    socket.on('error', () => {})
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(response.statusCode).toBe(426)
    response.destroy()
    const seen = await asked(proxy.port, nonce)
    expect(seen).toMatchObject({ seen: true, upgraded: false, verdict: 'stripped', furtherOut: false })
    expect(seen.seen && seen.suspects[0]).toMatchObject({ hop, cause, confidence })
    socket.terminate()
  })

  test.each(GOOD)('[WI3] a good %s raises no suspicion', async (_name, recipe) => {
    proxy = await startProxy(recipe, server.port)
    const { nonce, socket } = connect(proxy.port)
    await once(socket, 'open')
    expect(await asked(proxy.port, nonce)).toMatchObject({ upgraded: true, verdict: 'intact', suspects: [] })
    socket.terminate()
    await once(socket, 'close')
  })

  test('[WI2] two proxies in a row: the trace is of the inner one, and the outer one is not cleared', async () => {
    const inner = await startProxy(nginx(`proxy_http_version 1.1; ${FORWARDED}`), server.port)
    try {
      proxy = await startProxy(apache(''), inner.port)
      const { nonce, socket } = connect(proxy.port)
      socket.on('error', () => {})
      await once(socket, 'unexpected-response')
      const seen = await asked(proxy.port, nonce)
      expect(seen).toMatchObject({ seen: true, furtherOut: true })
      expect(seen.seen && seen.suspects[0]).toMatchObject({ hop: 'nginx', cause: 'upgrade-headers-missing' })
      socket.terminate()
    } finally {
      await inner.close()
    }
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
