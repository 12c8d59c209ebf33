/** The whole server in this process: the same answer by WebSocket, exchange and API. */
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { as, codeOf, type Headers, JSON_BODY, start, stopAll } from './test-server.ts'

afterEach(stopAll)

describe('whose page it is', () => {
  type Started = Awaited<ReturnType<typeof start>>
  const tokenOf = async ({ ask }: Started): Promise<string> =>
    (JSON.parse((await ask('GET', '/api/page-token')).body.toString()) as { token: string }).token

  /** By each of the three ways: whether it came in. */
  async function comesIn({ ask, connect }: Started, headers: Headers, query = ''): Promise<boolean[]> {
    const socket = await connect(`/collab/a?${query}`, headers)
    const exchange = await ask('POST', `/collab/a/exchange?${query}`, headers)
    const api = await ask('POST', `/api/pads?${query}`, { ...JSON_BODY, ...headers }, '{}')
    if (!(socket instanceof WebSocket))
      expect([socket.status, codeOf(socket)]).toEqual([403, 'foreign-origin'])
    for (const answer of [exchange, api]) {
      if (answer.status >= 400) expect([answer.status, codeOf(answer)]).toEqual([403, 'foreign-origin'])
    }
    return [socket instanceof WebSocket, exchange.status === 200, api.status === 201]
  }
  const all = [true, true, true]
  const none = [false, false, false]

  test('[AD1, AD2] the same headers get the same answer by WebSocket, exchange and API', async () => {
    const started = await start({
      HOLDFAST_PUBLIC_URL: 'https://pads.example/',
      HOLDFAST_ORIGINS: 'https://wiki.example, https://blog.example:8443',
    })
    const matrix: readonly (readonly [Headers, boolean[]])[] = [
      [{}, all],
      [{ host: 'here.example', origin: 'http://here.example' }, all],
      [{ origin: 'https://pads.example' }, all],
      [{ origin: 'https://wiki.example' }, all],
      [{ origin: 'https://blog.example:8443' }, all],
      [{ origin: 'http://lost.example', 'sec-fetch-site': 'same-origin' }, all],
      [{ origin: 'http://far.example', 'x-forwarded-host': 'far.example' }, all],
      [{ origin: 'https://evil.example' }, none],
      [{ origin: 'https://blog.example' }, none],
      [{ origin: 'null' }, none],
      [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, none],
      [{ 'sec-fetch-site': 'cross-site' }, none],
    ]
    for (const [headers, expected] of matrix) {
      expect(await comesIn(started, headers), JSON.stringify(headers)).toEqual(expected)
    }
  })

  test('[AD1] X-Forwarded-Host counts from a trusted proxy only', async () => {
    const started = await start({ HOLDFAST_TRUSTED_PROXIES: '' })
    const headers = { origin: 'http://far.example', 'x-forwarded-host': 'far.example' }
    expect(await comesIn(started, headers)).toEqual(none)
  })

  test('[AD1, AD3] a page token lets in, as parameter by all ways and as header on the API', async () => {
    const started = await start()
    const token = await tokenOf(started)
    const lost = { origin: 'http://lost.example' }
    expect(await comesIn(started, lost, `token=${token}`)).toEqual(all)
    expect(await comesIn(started, lost, `token=${token}x`)).toEqual(none)
    const api = await started.ask(
      'POST',
      '/api/pads',
      { ...JSON_BODY, ...lost, 'holdfast-token': token },
      '{}',
    )
    expect(api.status).toBe(201)
    const other = await start()
    expect(await comesIn(other, lost, `token=${token}`)).toEqual(none)
  })

  test('[AD3] the token is in our pages and at its address, and neither is for other sites or caches', async () => {
    const { ask } = await start()
    for (const path of ['/', '/p/a', '/api/page-token']) {
      const { body, headers } = await ask('GET', path, { origin: 'https://evil.example' })
      expect(body.toString(), path).toMatch(/"token":"[0-9a-z]+\.[\w-]{16}"/)
      expect(headers['cache-control'], path).toBe('no-store')
      expect(headers['access-control-allow-origin'], path).toBeUndefined()
    }
    const preflight = await ask('OPTIONS', '/api/page-token', {
      origin: 'https://evil.example',
      'access-control-request-headers': 'holdfast-token',
    })
    expect(preflight.headers['access-control-allow-headers']).toBeUndefined()
    expect((await ask('GET', '/offline')).body.toString()).not.toContain('token')
  })

  test('[AD2] a refusal says what was received and expected, and is logged once per source, origin and hour', async () => {
    const { refused, log } = await start({ HOLDFAST_PUBLIC_URL: 'https://pads.example/' })
    const headers = { host: 'inner:3000', origin: 'http://lost.example', ...as('198.51.100.7') }
    for (let time = 0; time < 3; time += 1) {
      expect(JSON.parse((await refused('/collab/a', headers)).body.toString())).toMatchObject({
        received: 'http://lost.example',
        expected: ['https://pads.example', 'inner:3000'],
      })
    }
    await refused('/collab/a', { ...headers, origin: 'https://evil.example' })
    const told = log.told('admission.denied')
    expect(told.map(({ fields }) => fields.received)).toEqual(['http://lost.example', 'https://evil.example'])
    expect(told[0]?.fields).toMatchObject({ source: '198.51.100.7', option: 'HOLDFAST_PUBLIC_URL' })
  })
})

describe('below a path', () => {
  const prefixed = { 'x-forwarded-prefix': '/team/pads' }

  test('[AD16] a trusted proxy says it: pages, assets, API, socket and exchange, cut off or passed on', async () => {
    const { ask, socketTo } = await start()
    for (const path of ['/p/a', '/team/pads/p/a']) {
      const page = (await ask('GET', path, prefixed)).body.toString()
      expect(page).toContain('src="/team/pads/assets/pad-1.js"')
      expect(page).toContain('"base":"/team/pads/"')
    }
    const made = await ask('POST', '/api/pads', { ...JSON_BODY, ...prefixed }, '{}')
    expect(made.headers.location).toMatch(/^\/team\/pads\/p\//)
    expect((await ask('GET', '/team/pads/assets/pad-1.js', prefixed)).status).toBe(200)
    expect((await ask('GET', '/team/pads', prefixed)).headers.location).toBe('/team/pads/')
    expect((await ask('POST', '/team/pads/collab/a/exchange', prefixed)).status).toBe(200)
    for (const path of ['/team/pads/collab/a', '/collab/a']) await socketTo(path, prefixed)
  })

  test('[AD16] without one, from others, or as no plain path it is nothing', async () => {
    const { ask } = await start()
    for (const prefix of [
      '//evil.example',
      '/a/../b',
      '/"><script>',
      '/a?b',
      'a',
      '/a, /b',
      `/${'a'.repeat(65)}`,
    ]) {
      const page = (await ask('GET', '/p/a', { 'x-forwarded-prefix': prefix })).body.toString()
      expect(page, prefix).toContain('"base":"/"')
    }
    const other = await start({ HOLDFAST_TRUSTED_PROXIES: '10.0.0.0/8' })
    expect((await other.ask('GET', '/p/a', prefixed)).body.toString()).toContain('"base":"/"')
    const told = await start({ HOLDFAST_PUBLIC_URL: 'https://pads.example/own/' })
    expect((await told.ask('GET', '/p/a', prefixed)).body.toString()).toContain('"base":"/own/"')
  })
})
