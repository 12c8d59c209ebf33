/** The whole server in this process: what happens to it stands in metrics, status and log. */
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { encodeFrame } from '../../protocol/frames.ts'
import { PAGE_TOKEN_PARAMETER } from '../../protocol/page-token.ts'
import { BINARY, closing, cursorIn, start, stopAll } from '../admission/test-server.ts'
import type { Attention, Status } from './status.ts'

afterEach(stopAll)

type Started = Awaited<ReturnType<typeof start>>
const TOKEN = 'a-token-of-the-administrator'
const textOf = async ({ server }: Started, path: string, headers = {}) =>
  (await fetch(server.address + path, { headers })).text()
const metricsOf = (started: Started) => textOf(started, '/metrics')
const statusOf = async (started: Started, headers = {}) =>
  JSON.parse(await textOf(started, '/status?format=json', headers)) as Status
/** The machine that runs the test may have a full disk and a busy processor. */
const OF_THE_MACHINE: readonly Attention[] = ['disk-low', 'saving-slow', 'loop-late']
const attentionIn = ({ attention }: Status) => attention.filter((what) => !OF_THE_MACHINE.includes(what))
const counted = (metrics: string, series: string): number => {
  const line = metrics.split('\n').find((each) => each.startsWith(`${series} `))
  if (line === undefined) throw new Error(`no ${series}`)
  return Number(line.slice(series.length))
}
/** A Yjs update with one letter in the root Text `t`, by client 1. */
const LETTER = Uint8Array.from([1, 1, 1, 0, 4, 1, 1, 116, 1, 97, 0])
const EDIT = encodeFrame({ type: 'update', update: LETTER })

/** Asks until it is so; the server, which lives in this process, has its turn in between. */
async function until(asked: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await asked())) await new Promise(setImmediate)
}

describe('what a server tells about itself', () => {
  test('[OP3, OP4, OP6, OP7] two clients by two transports, one edit: counted, measured and told', async () => {
    const started = await start({ HOLDFAST_ADMIN_TOKEN: TOKEN })
    const { log, ask, socketTo } = started
    const socket = await socketTo('/collab/weekly?holdfast=1&page=page-key-of-ada-1', {
      'x-forwarded-for': '192.0.2.7',
    })
    socket.send(EDIT)
    await ask('POST', '/collab/weekly/exchange?page=page-key-of-bob-2', BINARY, EDIT)
    await until(async () => counted(await metricsOf(started), 'holdfast_acknowledgement_seconds_count') > 0)
    const metrics = await metricsOf(started)
    expect(counted(metrics, 'holdfast_peers{transport="websocket"}')).toBe(1)
    expect(counted(metrics, 'holdfast_peers{transport="exchange"}')).toBe(1)
    expect(counted(metrics, 'holdfast_rooms')).toBe(1)
    expect(counted(metrics, 'holdfast_updates_total')).toBe(1)
    expect(counted(metrics, 'holdfast_update_bytes_total')).toBe(LETTER.length)
    expect(counted(metrics, 'holdfast_handshakes_total{outcome="upgraded"}')).toBe(1)
    expect(counted(metrics, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)

    socket.close(1001, 'what a client says here may be anything')
    await until(() => log.told('peer.left').length === 1)
    expect(log.told('peer.left')[0]?.fields).toMatchObject({
      transport: 'websocket',
      pad: 'weekly',
      address: '192.0.2.7',
      by: 'client',
      code: 1001,
      reason: 'going-away',
      framesIn: 1,
      bytesIn: EDIT.length,
    })
    // At least the greeting: hello, and a step 1 of three bytes.
    const { framesOut, bytesOut } = log.told('peer.left')[0]?.fields ?? {}
    expect(framesOut).toBeGreaterThanOrEqual(2)
    expect(bytesOut).toBeGreaterThan(3 + Number(framesOut))
    expect(log.told('peer.joined').map(({ fields }) => fields.transport)).toEqual(['websocket', 'exchange'])

    await socketTo('/collab/weekly?page=page-key-of-ada-1')
    const status = await statusOf(started, { authorization: `Bearer ${TOKEN}` })
    expect(status).toMatchObject({
      transports: { websocket: 1, exchange: 1 },
      reconnects: { total: 1, lastHour: 1 },
      pads: [{ id: 'weekly', people: 2 }],
    })
  })

  test('[OP3] an exchange client that is let go leaves with its traffic', async () => {
    const { ask, log } = await start()
    const opened = await ask('POST', '/collab/weekly/exchange', BINARY, EDIT)
    await ask('POST', `/collab/weekly/exchange?cursor=${cursorIn(opened)}`, BINARY)
    await ask('DELETE', '/api/pads/weekly')
    expect(log.told('peer.left')[0]?.fields).toMatchObject({
      transport: 'exchange',
      by: 'server',
      code: 4410,
      framesIn: 1,
      bytesIn: EDIT.length,
    })
    expect(log.told('peer.left')[0]?.fields.bytesOut).toBeGreaterThan(opened.body.length)
  })

  test('[OP6, OP13] a handshake without its upgrade is counted by suspect and cause, once, and shown as a cut', async () => {
    const started = await start()
    const stripped = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' }
    await started.ask('GET', '/collab/weekly', { ...stripped, connection: 'close' })
    const metrics = await metricsOf(started)
    const series = 'holdfast_stripped_handshakes_total{hop="nginx",cause="upgrade-headers-missing"}'
    expect(counted(metrics, series)).toBe(1)
    expect(counted(metrics, 'holdfast_handshakes_total{outcome="stripped"}')).toBe(1)
    expect(counted(metrics, 'holdfast_handshakes_total{outcome="malformed"}')).toBe(0)
    const status = await statusOf(started)
    expect(attentionIn(status)).toEqual(['stripped'])
    expect(status.stripped).toMatchObject([{ hop: 'nginx', name: 'nginx', confidence: 'likely', count: 1 }])
    const page = await textOf(started, '/status', { accept: 'text/html' })
    expect(page).toContain('WebSocket is cut at nginx')
    expect(page).toContain('<code>proxy_set_header Upgrade $http_upgrade;</code>')
  })

  test('[OP6] one that keeps a wrong upgrade is refused as a handshake, and counted as stripped alone', async () => {
    const started = await start()
    const wrong = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', connection: 'upgrade', upgrade: 'close' }
    expect((await started.ask('GET', '/collab/weekly', wrong)).status).toBe(426)
    const metrics = await metricsOf(started)
    const outcome = (name: string) => counted(metrics, `holdfast_handshakes_total{outcome="${name}"}`)
    expect(['stripped', 'malformed', 'upgraded'].map(outcome)).toEqual([1, 0, 0])
  })

  test('[OP6] every refusal of a handshake is counted by what it was', async () => {
    const started = await start({ HOLDFAST_LIMIT_CONNECTIONS_PER_PAD: '1' })
    const { refused, socketTo } = started
    await socketTo('/collab/full')
    await refused('/collab/full')
    await refused('/collab/other', { origin: 'https://evil.example' })
    await refused('/collab/no%20pad')
    const metrics = await metricsOf(started)
    const outcome = (name: string) => counted(metrics, `holdfast_handshakes_total{outcome="${name}"}`)
    expect(['upgraded', 'limited', 'foreign', 'malformed', 'stopping'].map(outcome)).toEqual([1, 1, 1, 1, 0])
    expect(counted(metrics, 'holdfast_refusals_total{code="pad-full"}')).toBe(1)
    expect(counted(metrics, 'holdfast_refusals_total{code="foreign-origin"}')).toBe(1)
    expect(attentionIn(await statusOf(started))).toEqual(['origin-refused', 'limit-reached'])
  })

  test('[OP6] what is too large is counted, over WebSocket, exchange and API, and what is asked too often', async () => {
    const started = await start({ HOLDFAST_LIMIT_FRAME: '65536', HOLDFAST_LIMIT_BODY: '1024' })
    const { ask, socketTo } = started
    const socket = await socketTo('/collab/weekly')
    socket.send(new Uint8Array(70_000))
    expect((await closing(socket)).code).toBe(1009)
    await ask('POST', '/collab/weekly/exchange', BINARY, new Uint8Array(2_000))
    await ask(
      'POST',
      '/api/pads',
      { 'content-type': 'application/json' },
      JSON.stringify({ title: 'a'.repeat(2_000) }),
    )
    for (let asked = 0; asked <= 60; asked += 1) {
      const answer = await ask('GET', '/diagnose/seen/nonce-nonce')
      if (answer.status === 429) break
    }
    const metrics = await metricsOf(started)
    const refused = (code: string) => counted(metrics, `holdfast_refusals_total{code="${code}"}`)
    expect(['frame-too-large', 'body-too-large'].map(refused)).toEqual([1, 2])
  })

  test('[OP5] with a port of their own metrics are there and nowhere else, and nothing else is there', async () => {
    const { server, ask } = await start({ HOLDFAST_METRICS_PORT: '0' })
    const own = server.metricsAddress as string
    expect((await ask('GET', '/metrics')).status).toBe(404)
    const metrics = await fetch(`${own}/metrics?x=1`)
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(await metrics.text()).toContain('holdfast_rooms 0')
    for (const path of ['/', '/status', '/api/pads', '/metrics/x']) {
      expect((await fetch(own + path)).status, path).toBe(404)
    }
    expect((await fetch(`${own}/metrics`, { method: 'POST' })).status).toBe(405)
    await server.close()
    await expect(fetch(`${own}/metrics`)).rejects.toThrow()
  })

  test('[OP8] the status is a page for people and JSON for programs', async () => {
    const { ask } = await start()
    const typeOf = async (path: string, headers = {}) =>
      (await ask('GET', path, headers)).headers['content-type']
    const html = 'text/html; charset=utf-8'
    const json = 'application/json; charset=utf-8'
    expect(await typeOf('/status', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })).toBe(html)
    expect(await typeOf('/status')).toBe(html)
    expect(await typeOf('/status', { accept: 'application/json' })).toBe(json)
    expect(await typeOf('/status?format=json', { accept: 'text/html' })).toBe(json)
    expect(await typeOf('/status?format=html', { accept: 'application/json' })).toBe(html)
    expect((await ask('GET', '/status?format=xml')).status).toBe(400)
    expect((await ask('GET', '/status', { accept: 'application/json' })).headers.vary).toContain('Accept')
  })

  test('[OP9] a pad id and an address are in no answer but the administrator’s', async () => {
    const started = await start({ HOLDFAST_ADMIN_TOKEN: TOKEN, HOLDFAST_TRUSTED_PROXIES: '' })
    const { ask, socketTo } = started
    const socket = await socketTo('/collab/pad-of-somebody?nonce=nonce-nonce', {
      'x-forwarded-for': '192.0.2.99',
    })
    socket.send(EDIT)
    await until(async () => (await metricsOf(started)).includes('holdfast_updates_total 1'))
    const open = ['/metrics', '/status', '/status?format=json', '/diagnose/seen/nonce-nonce']
    const wrong = { authorization: `Bearer ${TOKEN}x` }
    for (const path of open) {
      for (const headers of [{}, wrong]) {
        const { status, body } = await ask('GET', path, headers)
        expect(status, path).toBe(200)
        expect(body.toString(), path).not.toMatch(/pad-of-somebody|192\.0\.2\.99|a-token-of-the/)
      }
    }
    const right = { authorization: `Bearer ${TOKEN}` }
    expect((await ask('GET', '/status', right)).body.toString()).toContain('pad-of-somebody')
    const metrics = (await ask('GET', '/metrics', right)).body.toString()
    expect(metrics).not.toContain('pad-of-somebody')
  })

  test('[OP15] at the lowest level neither text nor title nor token nor a client’s reason is logged', async () => {
    const started = await start({ HOLDFAST_ADMIN_TOKEN: TOKEN })
    const { ask, log, socketTo, refused } = started
    const page = JSON.parse((await ask('GET', '/api/page-token')).body.toString()) as { token: string }
    const secret = 'nobody may read this in a log'
    const json = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }
    await ask('POST', '/api/pads', json, JSON.stringify({ id: 'weekly', title: secret, markdown: secret }))
    await ask('POST', '/api/pads', json, `{"title": "${secret}`)
    await ask('GET', `/status?token=${TOKEN}`, json)
    await refused(`/collab/weekly?${PAGE_TOKEN_PARAMETER}=${page.token}x`, {
      origin: 'https://evil.example',
      cookie: secret,
    })
    const socket = await socketTo(
      `/collab/weekly?${PAGE_TOKEN_PARAMETER}=${page.token}&page=page-key-of-ada-1`,
    )
    socket.send(encodeFrame({ type: 'update', update: new TextEncoder().encode(secret) }))
    await once(socket, 'close')
    const other = await socketTo('/collab/weekly')
    other.close(4000, secret)
    await until(() => log.told('peer.left').length === 2)
    await ask(
      'POST',
      `/collab/weekly/exchange?cursor=${page.token}`,
      BINARY,
      new TextEncoder().encode(secret),
    )
    const told = JSON.stringify(log.lines)
    expect(log.lines.length).toBeGreaterThan(5)
    for (const kept of [secret, TOKEN, page.token, 'page-key-of-ada-1']) expect(told).not.toContain(kept)
  })
})
