import { expect, test } from 'vitest'
import { CHECKS, type CheckResult } from './checks.ts'
import { runChecks } from './run.ts'
import { createVisit, type VisitDeps } from './visit.ts'

/** A platform on which time passes only when nobody has anything else to do. */
function stage(fetch: VisitDeps['fetch'], WebSocketLike: unknown) {
  let now = 0
  const due: { readonly at: number; readonly run: () => void; readonly id: number }[] = []
  let ids = 0
  const deps: VisitDeps = {
    fetch,
    WebSocket: WebSocketLike as VisitDeps['WebSocket'],
    now: () => now,
    random: () => 0.5,
    setTimeout: (run, ms) => {
      ids += 1
      due.push({ at: now + ms, run, id: ids })
      return ids
    },
    clearTimeout: (id) => {
      const at = due.findIndex((timer) => timer.id === id)
      if (at !== -1) due.splice(at, 1)
    },
  }
  /** Lets it run to its end, moving the clock from timer to timer. */
  async function finish<T>(work: Promise<T>): Promise<T> {
    let done = false
    void work.finally(() => {
      done = true
    })
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve))
      const next = [...due].sort((a, b) => a.at - b.at)[0]
      if (done || next === undefined) continue
      due.splice(due.indexOf(next), 1)
      now = Math.max(now, next.at)
      next.run()
    }
    return work
  }
  return { deps, finish, clock: () => now }
}

const visitOf = (deps: VisitDeps, byLinks = false) =>
  createVisit({ site: new URL('https://pads.example/'), token: 'x', byLinks, watchMs: 6_000 }, deps)

/** Answers nothing until it is given up. */
const hangs: typeof fetch = (_input, init) =>
  new Promise((_resolve, reject) =>
    init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
  )

class SilentSocket {
  readonly readyState = 0
  close(): void {}
}

test('[DG10] where nothing is ever answered every check ends within its time, and each is told once', async () => {
  const { deps, finish, clock } = stage(hangs, SilentSocket)
  const ended: CheckResult[] = []
  const begun: string[] = []
  const results = await finish(
    runChecks(visitOf(deps), {
      watches: true,
      begins: (id) => void begun.push(id),
      ends: (result) => void ended.push(result),
    }),
  )
  expect(results.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id))
  expect(ended).toHaveLength(CHECKS.length)
  expect(begun).not.toContain('round-trip')
  for (const { id, ms } of ended) {
    const most = CHECKS.find((check) => check.id === id)?.seconds ?? 0
    expect(ms, id).toBeLessThanOrEqual(most * 1000 + 6_000)
  }
  expect(clock()).toBeLessThan(150_000)
  expect(results.find(({ id }) => id === 'page')?.finding.observed.page).toBe('hangs')
  expect(results.find(({ id }) => id === 'upgrade')?.finding.observed['handshake-origin']).toBe('hangs')
})

test('[DG10] a check that breaks is unclear and stops no other; a socket that may not be made is told', async () => {
  const broken = (() => {
    throw new Error('SecurityError')
  }) as unknown
  const refuse: typeof fetch = async () => {
    throw new TypeError('Failed to fetch')
  }
  const { deps, finish } = stage(refuse, broken)
  const results = await finish(
    runChecks(
      {
        ...visitOf(deps),
        id: () => {
          throw new Error('broken')
        },
      },
      {
        watches: false,
        begins: () => {},
        ends: () => {},
      },
    ),
  )
  const statusOf = (id: string) => results.find((result) => result.id === id)?.status
  expect([statusOf('plain'), statusOf('upgrade'), statusOf('held')]).toEqual(['fail', 'unclear', 'unclear'])
  expect(results.some(({ id }) => id === 'silence')).toBe(false)
})

test('[DG12] where pads open by links, what takes a pad is not asked, and no link is said to be lacking else', async () => {
  const { deps, finish } = stage(hangs, SilentSocket)
  const results = await finish(
    runChecks(visitOf(deps, true), { watches: true, begins: () => {}, ends: () => {} }),
  )
  const skipped = results.filter(({ status }) => status === 'skip')
  expect(skipped.map(({ id, finding }) => [id, finding.lacksLink])).toEqual(
    CHECKS.filter((check) => 'needsPad' in check).map(({ id }) => [id, true]),
  )
})

test('[DG13] where the sockets alone want a password, that is found out without a window that asks for one', async () => {
  const asked: (RequestCredentials | undefined)[] = []
  const wantsPassword: typeof fetch = async (input, init) => {
    const isLive = new URL(String(input)).pathname.startsWith('/collab/')
    if (isLive) asked.push(init?.credentials)
    return isLive
      ? new Response('', {
          status: 401,
          headers: { 'www-authenticate': 'Basic realm="pads"' },
        })
      : new Response('')
  }
  let sockets = 0
  class CountedSocket extends SilentSocket {
    constructor() {
      super()
      sockets += 1
    }
  }
  const { deps, finish } = stage(wantsPassword, CountedSocket)
  const results = await finish(runChecks(visitOf(deps), { watches: true, begins: () => {}, ends: () => {} }))
  expect(new Set(asked)).toEqual(new Set(['omit']))
  expect(sockets).toBe(0)
  const { finding } = results.find(({ id }) => id === 'upgrade') ?? {}
  expect(finding?.observed.handshake).toBe('401 nobody')
})
