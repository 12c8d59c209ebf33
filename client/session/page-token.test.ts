import { describe, expect, test } from 'vitest'
import { createPageToken } from './page-token.ts'

const HOUR = 60 * 60 * 1000

/** A server that gives one token after the other and knows only the last one; `down` answers nothing. */
function stand(token?: { token: string; lifeMs: number }, isDown = false) {
  let now = 0
  let given = 0
  let down = isDown
  let timers: { at: number; run: () => void }[] = []
  const asked: { path: string; token: string | null }[] = []
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (down) throw new TypeError('network')
    const path = String(input)
    const shown = new Headers(init?.headers).get('holdfast-token')
    asked.push({ path, token: shown })
    if (path === '/team/api/page-token') return Response.json({ token: `t${++given}`, lifeMs: 12 * HOUR })
    return new Response(null, { status: shown === `t${given}` ? 200 : 403 })
  }
  const keeper = createPageToken(
    { base: '/team/', token },
    {
      fetch,
      now: () => now,
      setTimeout: (run, ms) => timers.push({ at: now + ms, run }),
    },
  )
  const pass = async (ms: number): Promise<void> => {
    now += ms
    const due = timers.filter(({ at }) => at <= now)
    timers = timers.filter(({ at }) => at > now)
    for (const { run } of due) run()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const setDown = (is: boolean) => {
    down = is
  }
  return { keeper, asked, pass, setDown }
}

const mine = { token: 'mine', lifeMs: 12 * HOUR }

describe('the token of a page', () => {
  test('[AD4] is renewed long before it runs out, again and again', async () => {
    const { keeper, pass } = stand(mine)
    expect(keeper.current()).toBe('mine')
    await pass(4 * HOUR - 1)
    expect(keeper.current()).toBe('mine')
    await pass(1)
    expect(keeper.current()).toBe('t1')
    await pass(4 * HOUR)
    expect(keeper.current()).toBe('t2')
  })

  test('[AD4] is asked for at once by a page that has none, and later when the server is not there', async () => {
    const first = stand()
    await first.pass(0)
    expect(first.keeper.current()).toBe('t1')
    const offline = stand(undefined, true)
    expect(await offline.keeper.renew()).toBe(false)
    expect(offline.keeper.current()).toBeUndefined()
    offline.setDown(false)
    expect(await offline.keeper.renew()).toBe(true)
    expect(offline.keeper.current()).toBeDefined()
  })

  test('[AD4] that was refused is replaced once, and what was asked is asked again', async () => {
    const { keeper, asked } = stand(mine)
    const answer = await keeper.fetch('/team/api/pads', { method: 'POST', headers: { 'x-own': '1' } })
    expect(answer.status).toBe(200)
    expect(asked.map(({ token }) => token)).toEqual(['mine', null, 't1'])
    expect((await keeper.fetch('/team/api/pads', { method: 'POST' })).status).toBe(200)
    expect(asked).toHaveLength(4)
  })

  test('[AD4] questions at the same time are one', async () => {
    const { keeper, asked } = stand(mine)
    await Promise.all([keeper.renew(), keeper.renew(), keeper.renew()])
    expect(asked).toHaveLength(1)
  })

  test('[AD4] is doubted by a WebSocket that does not open, at most once in a minute', async () => {
    const { keeper, asked, pass } = stand(mine)
    keeper.doubt()
    await pass(60_000)
    for (let time = 0; time < 5; time += 1) keeper.doubt()
    await pass(0)
    expect(asked).toHaveLength(1)
  })

  test('[AD4] is not taken from an answer that a proxy wrote', async () => {
    const pages = [() => new Response('<html>'), () => Response.json({ token: 5 }), () => Response.json(null)]
    for (const page of pages) {
      const deps = { fetch: async () => page(), now: () => 0, setTimeout: () => 0 }
      const keeper = createPageToken({ base: '/', token: mine }, deps)
      expect(await keeper.renew()).toBe(false)
      expect(keeper.current()).toBe('mine')
    }
  })
})
