import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../protocol/api.ts'
import { readAssets } from './assets.ts'
import type { ProblemExtras } from './problems.ts'
import { openSite, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

/** fetch refuses to send some headers; a proxy does not. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(site.url + path, { method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })
}

describe('health', () => {
  test('[HT13] /live/health is OK with version and uptime while the process lives', async () => {
    site.clock.advance(61_400)
    site.setReadiness({ storage: { ok: false, reason: 'disk full' } })
    const answer = await site.fetch('/live/health')
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'OK', version: '1.2.3', uptime: 61 },
    ])
  })

  test('[HT13] /live/ready names every dependency, 503 when one is not well', async () => {
    const ready = await site.fetch('/live/ready')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', dependencies: { storage: { ok: true } } },
    ])
    site.setReadiness({ storage: { ok: false, reason: 'disk full' }, draining: { ok: true } })
    const answer = await site.fetch('/live/ready')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({
      status: 'not ready',
      dependencies: { storage: { ok: false, reason: 'disk full' }, draining: { ok: true } },
    })
  })
})

describe('headers', () => {
  test('[HT14] every answer carries the security headers, whatever it is', async () => {
    for (const path of [
      '/',
      '/p/a',
      '/api/pads',
      '/live/health',
      '/nope',
      '/api/nope',
      '/collab/a',
      '/assets/pad-1.js',
      '/p/%ff',
      '/favicon.ico',
    ]) {
      const { headers } = await site.fetch(path)
      expect(headers.get('content-security-policy'), path).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; " +
          `connect-src 'self' ws://${site.host} wss://${site.host}; font-src 'self'; form-action 'self'; ` +
          "base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'; worker-src 'self'",
      )
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('x-powered-by'), path).toBeNull()
    }
  })

  test('[HT14] a Host that is none cannot write into the policy', async () => {
    const { headers } = await raw('GET', '/', { host: "x; script-src 'unsafe-inline'" })
    expect(headers['content-security-policy']).toContain("connect-src 'self';")
    expect(headers['content-security-policy']).not.toContain('unsafe-inline')
  })

  test('[HT15] answers are never stored, hashed assets for good', async () => {
    for (const path of ['/', '/p/a', '/api/pads', '/live/ready', '/nope', '/assets/nope.js']) {
      expect((await site.fetch(path)).headers.get('cache-control'), path).toBe('no-store')
    }
    const asset = await site.fetch('/assets/pad-1.js')
    expect(asset.status).toBe(200)
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/)
  })

  test('[HT15] nothing beside the assets can be read from the disk', async () => {
    for (const path of [
      '/assets/../manifest.json',
      '/assets/%2e%2e/manifest.json',
      '/assets/..%2fmanifest.json',
      '/manifest.json',
      '/assets/',
      '/assets',
    ]) {
      expect((await raw('GET', path, {})).status, path).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('requests of other sites', () => {
  const create = (headers: Record<string, string>) => raw('POST', '/p/a/restore', headers)

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin to speak of', { origin: 'null' }],
    ['an origin that is no URL', { origin: '//' }],
    ['cross-site by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    [
      'a sister site by the browser’s word',
      { 'sec-fetch-site': 'same-site', origin: 'https://sister.example' },
    ],
  ])('[HT16] a change is refused from %s', async (_name, headers) => {
    site.pads.put({ id: 'a', deletedAt: site.clock.now() })
    const answer = await create(headers as unknown as Record<string, string>)
    expect(answer.status).toBe(403)
    expect(site.pads.changes).toEqual([])
  })

  test('[HT16] our own pages, programs and allowed origins may', async () => {
    await site.close()
    site = await openSite({ publicUrl: 'https://pads.example/', origins: ['https://wiki.example'] })
    const allowed: Record<string, string>[] = [
      {},
      { origin: site.url },
      { origin: 'https://pads.example' },
      { origin: 'https://wiki.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    ]
    for (const headers of allowed) {
      site.pads.put({ id: 'a', deletedAt: site.clock.now() })
      expect((await create(headers)).status, JSON.stringify(headers)).toBe(303)
    }
  })

  test('[HT16] reading is open to links from everywhere', async () => {
    expect(
      (await raw('GET', '/p/a', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status,
    ).toBe(200)
  })
})

describe('a WebSocket address without an upgrade', () => {
  const told = { via: '1.1 squid', 'x-forwarded-for': '10.0.0.9', 'x-forwarded-proto': 'https' }

  test('[HT17] is answered 426 with what arrived', async () => {
    const answer = await raw('GET', '/collab/a', told)
    expect([answer.status, answer.headers.upgrade]).toEqual([426, 'websocket'])
    expect(String(answer.headers.connection).toLowerCase()).toContain('upgrade')
    const body = JSON.parse(answer.body) as Problem & { arrived: Record<string, string | null> }
    expect(body.code).toBe('upgrade-missing')
    expect(body.detail).toContain('a person or a monitor')
    expect(body.arrived).toMatchObject({
      httpVersion: '1.1',
      method: 'GET',
      upgrade: null,
      host: site.host,
      ...told,
    })
    expect(site.logged).toEqual([])
  })

  test('[HT17] says that a proxy removed it when the key is still there, and logs each source once', async () => {
    for (let time = 0; time < 3; time++) {
      const answer = await raw('GET', '/collab/a', {
        ...told,
        connection: 'keep-alive',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      })
      const body = JSON.parse(answer.body) as Problem & ProblemExtras
      expect([answer.status, body.code]).toEqual([426, 'upgrade-removed'])
      expect(body.detail).toContain('a proxy on the way removed it')
      expect(body.detail).toContain('http_upgrade_request_protocols websocket allow all')
      expect(body.suspects?.[0]).toMatchObject({ hop: 'squid', confidence: 'certain' })
      expect(body.furtherOut).toBe(false)
    }
    expect(site.logged.map(({ event }) => event)).toEqual(['websocket.stripped'])
  })

  test('[HT17] an address that names no pad is refused', async () => {
    expect(JSON.parse((await raw('GET', '/collab/a.b', {})).body)).toMatchObject({
      status: 400,
      code: 'pad-id-invalid',
    })
  })
})

describe('what is not there', () => {
  test('[HT18] programs get problem details', async () => {
    for (const path of ['/api', '/api/nope', '/live/nope', '/collab', '/assets/nope.js']) {
      const answer = await site.fetch(path)
      expect(answer.headers.get('content-type'), path).toContain('application/problem+json')
      expect(((await answer.json()) as Problem).code, path).toBe('route-unknown')
    }
  })

  test('[HT18] people get a small page', async () => {
    for (const [path, status] of [
      ['/nope', 404],
      ['/p', 404],
      ['/p/a.b', 400],
      ['/p/a/b', 404],
    ] as const) {
      const answer = await site.fetch(path)
      expect(answer.status, path).toBe(status)
      expect(await answer.text(), path).toContain('<h1>There is no such page</h1>')
    }
  })

  test('[HT18] a method that is not known is 405 and names the known ones', async () => {
    const cases = [
      ['/api/pads', 'GET, HEAD, POST'],
      ['/api/pads/a', 'GET, HEAD, PATCH, DELETE'],
      ['/api/pads/a/restore', 'POST'],
      ['/api/pads/a/export', 'GET, HEAD'],
      ['/live/health', 'GET, HEAD'],
      ['/live/ready', 'GET, HEAD'],
      ['/collab/a', 'GET, HEAD'],
      ['/', 'GET, HEAD'],
      ['/p/a', 'GET, HEAD'],
      ['/p/a/restore', 'POST'],
    ]
    for (const [path, allow] of cases) {
      const answer = await site.fetch(path as string, { method: 'PUT' })
      expect([answer.status, answer.headers.get('allow')], path).toEqual([405, allow])
      const options = await site.fetch(path as string, { method: 'OPTIONS' })
      expect([options.status, options.headers.get('allow')], path).toEqual([204, allow])
    }
  })
})

describe('the browser app', () => {
  test('[HT19] without a build the start fails and names the command', () => {
    expect(() => readAssets('/nonexistent')).toThrow(/npm run build/)
  })

  test('[HT19] a page names the entry, what it imports and all its styles', async () => {
    const page = await (await site.fetch('/p/a')).text()
    expect(page).toContain('<script type="module" src="/assets/pad-1.js"></script>')
    expect(page).toContain('<link rel="modulepreload" href="/assets/shared-1.js">')
    expect(page.match(/stylesheet" href="([^"]+)/g)).toHaveLength(2)
  })
})
