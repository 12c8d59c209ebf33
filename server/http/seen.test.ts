import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Seen } from '../../protocol/witness.ts'
import { openSite, problem, type TestSite } from './test-site.ts'

let site: TestSite
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

/** A stripped handshake; fetch may not send its headers. */
const strip = (path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<void>((resolve, reject) => {
    request(`${site.url}${path}`, { headers: { 'sec-websocket-key': 'x', ...headers } }, (response) => {
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })

/** As one client behind a proxy. */
const from = { headers: { 'x-forwarded-for': '192.0.2.7' } }
const ask = async (nonce: string) =>
  (await (await site.fetch(`/diagnose/seen/${nonce}`, from)).json()) as Seen

describe('asking what became of a handshake', () => {
  test('[WI4] a stripped one is told under its nonce, without the pad and without addresses', async () => {
    expect(await ask('nonce-0001')).toEqual({ nonce: 'nonce-0001', seen: false })
    await strip('/collab/my-pad?nonce=nonce-0001', { connection: 'close', 'x-forwarded-for': '203.0.113.5' })
    const answer = await site.fetch('/diagnose/seen/nonce-0001')
    const body = await answer.text()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(JSON.parse(body)).toMatchObject({
      seen: true,
      upgraded: false,
      verdict: 'stripped',
      suspects: [{ hop: 'nginx', cause: 'upgrade-headers-missing' }],
    })
    expect(body).not.toMatch(/203\.0\.113|127\.0\.0\.1:?[^:0-9]|my-pad/)
  })

  test('[WI4] also when it was no handshake at all, and below a prefix', async () => {
    await site.close()
    site = await openSite({ publicUrl: 'https://pads.example/team/' })
    await site.fetch('/team/collab/my-pad?nonce=nonce-0002')
    const answer = (await (await site.fetch('/team/diagnose/seen/nonce-0002')).json()) as Seen
    expect(answer).toMatchObject({ seen: true, verdict: 'not-a-handshake', suspects: [] })
  })

  test('[WI4] what is no nonce is refused', async () => {
    for (const nonce of ['short', 'x'.repeat(65), 'a%20b%20c%20d']) {
      expect(await problem(site.fetch(`/diagnose/seen/${nonce}`))).toMatchObject({
        status: 400,
        code: 'nonce-invalid',
      })
    }
    expect(await problem(site.fetch('/diagnose/seen/nonce-0001', { method: 'POST' }))).toMatchObject({
      status: 405,
    })
  })

  test('[WI6] too many questions from one address are refused for a while, and told for how long', async () => {
    for (let time = 0; time < 600; time += 50) {
      await Promise.all(Array.from({ length: 50 }, () => ask('nonce-0001')))
    }
    const refused = await site.fetch('/diagnose/seen/nonce-0001', from)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await problem(Promise.resolve(refused))).toMatchObject({ status: 429, code: 'too-many-requests' })
    site.clock.advance(1000)
    expect((await ask('nonce-0001')).seen).toBe(false)
  })
})
