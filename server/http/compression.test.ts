/** What travels compressed, how that is said, and what never does. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { updateOf } from '../content/sample-trees.ts'
import { makeWebRoot, openSite, type TestSite } from './test-site.ts'

const SCRIPT = `${'export const word = "word"\n'.repeat(200)}`
let site: TestSite
const webRoot = makeWebRoot()
const assets = join(webRoot.folder, 'assets')
mkdirSync(assets, { recursive: true })
writeFileSync(join(assets, 'big-1.js'), SCRIPT)
writeFileSync(join(assets, 'big-1.js.br'), brotliCompressSync(SCRIPT))
writeFileSync(join(assets, 'big-1.js.gz'), gzipSync(SCRIPT))

beforeEach(async () => {
  site = await openSite({ webRoot: webRoot.folder })
})
afterEach(() => site.close())

/** As it travels; fetch would decompress it. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const asking = request(site.url + path, { method, headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk as Buffer)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
    })
    asking.on('error', reject).end()
  })
const accepting = (encodings: string) => ({ 'accept-encoding': encodings })

describe('hashed files', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.1, gzip', 'gzip'],
    ['*', 'br'],
    ['identity', undefined],
    ['gzip;q=0, br;q=0', undefined],
    ['zstd', undefined],
    ['', undefined],
  ])('[HT29] Accept-Encoding %j gets %s, with the right type, length and Vary', async (wanted, sent) => {
    const { status, headers, body } = await ask('/assets/big-1.js', accepting(wanted))
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, sent, 'Accept-Encoding'])
    expect(headers['content-type']).toMatch(/^text\/javascript/)
    expect(headers['content-length']).toBe(String(body.length))
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const text = sent === 'br' ? brotliDecompressSync(body) : sent === 'gzip' ? gunzipSync(body) : body
    expect(text.toString()).toBe(SCRIPT)
  })

  test('[HT29] each form has its own ETag, and a browser that has it is answered 304', async () => {
    const tags = new Set<string>()
    for (const wanted of ['br', 'gzip', 'identity']) {
      const tag = String((await ask('/assets/big-1.js', accepting(wanted))).headers.etag)
      tags.add(tag)
      const again = await ask('/assets/big-1.js', { ...accepting(wanted), 'if-none-match': tag })
      expect([again.status, again.headers.vary, again.body.length]).toEqual([304, 'Accept-Encoding', 0])
    }
    expect(tags.size).toBe(3)
  })

  test('[HT29] HEAD says what GET says; a form is no file; what has no form is sent as it is', async () => {
    const head = await ask('/assets/big-1.js', accepting('br'), 'HEAD')
    expect(head.headers['content-length']).toBe(String(brotliCompressSync(SCRIPT).length))
    expect((await ask('/assets/big-1.js.br')).status).toBe(404)
    const plain = await ask('/assets/pad-1.js', accepting('br'))
    expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, undefined])
    const missing = await ask('/assets/none-1.js', accepting('br'))
    expect([missing.status, missing.headers['content-encoding']]).toEqual([404, undefined])
  })
})

describe('pages and exports', () => {
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'many words '.repeat(400) }] }
  beforeEach(() => site.pads.put({ id: 'long' }, { update: updateOf([paragraph]), sequence: 1 }))

  const formats = ['html', 'md', 'txt', 'json', 'yjs'].map(
    (format) => `/api/pads/long/export?format=${format}`,
  )
  const squeezable = ['/p/long', ...formats]
  test.each(squeezable)(
    '[HT30] %s travels compressed when that is asked for, and is the same',
    async (path) => {
      const plain = await ask(path)
      const squeezed = await ask(path, accepting('br'))
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect(squeezed.headers['content-encoding']).toBe('br')
      expect(String(squeezed.headers.vary).split(', ')).toContain('Accept-Encoding')
      expect(squeezed.body.length).toBeLessThan(plain.body.length / 2)
      const text = brotliDecompressSync(squeezed.body)
      // Page tokens are of the moment, and the clock of this site stands still.
      expect(text.equals(plain.body)).toBe(true)
      expect(gunzipSync((await ask(path, accepting('gzip'))).body).equals(plain.body)).toBe(true)
      expect(squeezed.headers['cache-control']).toBe('no-store')
    },
  )

  test('[HT31] live answers and those of the API never travel compressed', async () => {
    site.pads.put({ id: 'long', title: 'x'.repeat(300) })
    for (let pad = 0; pad < 20; pad += 1) site.pads.put({ id: `pad-${pad}`, title: 'x'.repeat(300) })
    const stream = ask('/diagnose/stream', accepting('br, gzip'))
    while (!(await settled(stream))) site.clock.advance(300)
    const others = [
      '/live/health',
      '/live/ready',
      '/api/pads',
      '/api/page-token',
      '/api/pads/long',
      '/collab/long',
    ]
    for (const answer of [
      await stream,
      ...(await Promise.all(others.map((path) => ask(path, accepting('br, gzip'))))),
    ]) {
      expect(answer.headers['content-encoding']).toBeUndefined()
      expect(answer.body.length).toBeGreaterThan(0)
    }
  })
})

/** Whether a promise is settled, a turn later. */
const settled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => setImmediate(() => resolve(false)))),
  ])
