import { afterEach, describe, expect, test } from 'vitest'
import type { OutsideFinding } from '../outside/judge.ts'
import { openSite, problem, type TestSite } from './test-site.ts'

let site: TestSite
afterEach(() => site.close())

const looking = (finding: OutsideFinding) => ({
  outside: { look: async () => ({ finding, url: 'https://pads.example/', at: Date.UTC(2026, 0, 2) }) },
})

describe('/live/websocket', () => {
  test('[WI8] is 200 with the times when it works', async () => {
    site = await openSite(looking({ works: true, handshakeMs: 12.4, roundTripMs: 3.2 }))
    const answer = await site.fetch('/live/websocket')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.json()).toEqual({
      status: 'OK',
      url: 'https://pads.example/',
      checkedAt: '2026-01-02T00:00:00.000Z',
      handshakeMs: 12,
      roundTripMs: 3,
    })
  })

  test('[WI9] is 503 with the cause when it does not', async () => {
    const suspect = { cause: 'http-1.0', hop: 'nginx', confidence: 'likely', fix: ['x'] } as const
    site = await openSite(
      looking({
        works: false,
        cause: 'upgrade-removed',
        detail: 'A proxy removed it.',
        suspects: [suspect],
        furtherOut: false,
        arrived: undefined,
      }),
    )
    expect(await problem(site.fetch('/live/websocket'))).toMatchObject({
      status: 503,
      code: 'websocket-fails',
      cause: 'upgrade-removed',
      suspects: [suspect],
      url: 'https://pads.example/',
    })
  })

  test('[WI8] is 501 where no public address is configured, whatever Host says', async () => {
    site = await openSite()
    expect(
      await problem(site.fetch('/live/websocket', { headers: { 'x-forwarded-host': 'x.test' } })),
    ).toMatchObject({ status: 501, code: 'public-url-missing' })
    expect(await problem(site.fetch('/live/websocket', { method: 'POST' }))).toMatchObject({ status: 405 })
  })
})
