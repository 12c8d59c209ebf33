/** When the server is asked what it saw of a handshake, against a clock that stands still. */
import { expect, test } from 'vitest'
import type { Attempt } from '../connection/history.ts'
import type { SocketReport } from '../connection/report.ts'
import { createConnectionFacts } from './connection-facts.ts'

const failed = (nonce: string, change: Partial<Attempt> = {}): Attempt => ({
  at: 0,
  on: 'websocket',
  nonce,
  opened: false,
  healthy: false,
  ended: { code: 1006, reason: '' },
  ...change,
})
const report = (history: readonly Attempt[], change: Partial<SocketReport> = {}): SocketReport => ({
  acknowledges: true,
  sent: 0,
  acknowledged: 0,
  answered: true,
  withoutEffect: 0,
  storageFails: false,
  state: 'open',
  machine: { is: 'stopped' },
  transport: 'exchange',
  attempt: 1,
  history,
  ...change,
})

/** As much of a response as is read, and no more turns of the event loop than it needs. */
const answering = (body: unknown, ok = true) => ({ ok, json: async () => body }) as Response
const never = (nonce: string) => answering({ nonce, seen: false })

function stand(answer: (nonce: string) => Response) {
  let now = 0
  let told = 0
  const asked: string[] = []
  const facts = createConnectionFacts(
    { base: '/base/', onSeen: () => void told++ },
    {
      platform: { timers: { now: () => now } },
      fetch: async (url) => {
        asked.push(String(url))
        return answer(String(url).split('/').at(-1) ?? '')
      },
    },
  )
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return {
    asked,
    told: () => told,
    seen: () => facts.of(report([])).seen,
    consider: async (now: SocketReport) => {
      facts.consider(now)
      await settle()
    },
    pass: (ms: number) => {
      now += ms
    },
  }
}

test('[UI6] where WebSocket never opened and HTTP works, the server is asked by the nonce of that attempt', async () => {
  const { consider, asked, seen, told } = stand(never)
  await consider(report([failed('nonce-01')]))
  expect(asked).toEqual(['/base/diagnose/seen/nonce-01'])
  expect(seen()).toEqual({ nonce: 'nonce-01', seen: false })
  expect(told()).toBe(1)
})

test('[UI6] nobody is asked while HTTP does not carry, or where WebSocket opened, or was not needed', async () => {
  const { consider, asked } = stand(never)
  await consider(report([failed('nonce-01')], { transport: undefined }))
  await consider(report([failed('nonce-01', { opened: true })]))
  await consider(report([failed('nonce-01', { ended: { code: 1000, reason: '' } })]))
  await consider(report([{ at: 0, on: 'websocket', nonce: 'nonce-01', opened: false, healthy: false }]))
  expect(asked).toEqual([])
})

test('[UI6] one cause is asked about once, another one again, never twice in ten seconds', async () => {
  const { consider, asked, pass } = stand(never)
  await consider(report([failed('nonce-01')]))
  pass(60_000)
  await consider(report([failed('nonce-02', { at: 60_000 })]))
  expect(asked).toHaveLength(1)
  const other = failed('nonce-03', { at: 60_000, ended: { code: 1006, reason: 'no answer in time' } })
  await consider(report([other]))
  expect(asked).toHaveLength(2)
  await consider(report([failed('nonce-04', { at: 60_000 })]))
  expect(asked).toHaveLength(2)
  pass(10_000)
  await consider(report([failed('nonce-04', { at: 60_000 })]))
  expect(asked).toHaveLength(3)
})

test('[UI6] a handshake that the server has forgotten is not asked about: the answer would accuse the innocent', async () => {
  const { consider, asked, pass } = stand(never)
  pass(55_000)
  await consider(report([failed('nonce-01')]))
  expect(asked).toEqual([])
})

test('[UI6] an answer that is none leaves all unknown, and is asked for again with a later attempt', async () => {
  const answers = [
    answering('a page of a proxy'),
    answering({ nonce: 'another', seen: false }),
    answering(undefined, false),
  ]
  const { consider, asked, seen, pass } = stand((nonce) => answers.shift() ?? never(nonce))
  for (let turn = 0; turn < 4; turn += 1) {
    await consider(report([failed(`nonce-0${turn}`, { at: turn * 10_000 })]))
    expect(seen() === undefined).toBe(turn < 3)
    pass(10_000)
  }
  expect(asked).toHaveLength(4)
})

test('[UI6] when WebSocket works again the cause is forgotten', async () => {
  const { consider, seen } = stand(never)
  await consider(report([failed('nonce-01')]))
  const works: Attempt = { at: 9, on: 'websocket', nonce: 'nonce-02', opened: true, healthy: true }
  await consider(report([failed('nonce-01'), works], { transport: 'websocket' }))
  expect(seen()).toBeUndefined()
})
