import { describe, expect, test } from 'vitest'
import { ANYBODY } from '../../protocol/witness.ts'
import { quietLog } from '../storage/quiet-log.ts'
import { createWitness } from './witness.ts'

const KEY = { 'sec-websocket-key': 'x', host: 'x.test' }
const NONCE = 'abcd-EFGH_12'

function stage(capacity?: number) {
  let now = 1_000_000
  const log = quietLog()
  const witness = createWitness({ ...(capacity && { capacity }) }, { clock: { now: () => now }, log })
  const saw = (
    nonce: string | undefined,
    headers: Readonly<Record<string, string>> = { connection: 'close' },
    { upgraded = false, from = '192.0.2.7' } = {},
  ) =>
    witness.saw(
      {
        method: 'GET',
        httpVersion: '1.1',
        url: `/collab/secret-pad?holdfast=1${nonce === undefined ? '' : `&nonce=${nonce}`}`,
        headers: { ...KEY, ...headers },
        socket: { remoteAddress: from },
      },
      ANYBODY,
      upgraded,
    )
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { witness, log, saw, pass }
}

describe('the witness', () => {
  test('[WI4] tells what arrived under a nonce, and nothing of anybody else', () => {
    const { witness, saw } = stage()
    expect(witness.seen(NONCE)).toEqual({ nonce: NONCE, seen: false })
    saw(NONCE, { connection: 'close', 'x-forwarded-for': '203.0.113.9' })
    expect(witness.seen(NONCE)).toMatchObject({
      nonce: NONCE,
      seen: true,
      at: new Date(1_000_000).toISOString(),
      upgraded: false,
      verdict: 'stripped',
      arrived: { connection: 'close', upgrade: null, key: true, httpVersion: '1.1' },
      suspects: [{ hop: 'nginx', cause: 'upgrade-headers-missing' }],
      visitor: ANYBODY,
    })
    expect(JSON.stringify(witness.seen(NONCE))).not.toMatch(/203\.0|192\.0|secret-pad/)
  })

  test('[WI4] a handshake that became a WebSocket is told as such; the newest of a nonce counts', () => {
    const { witness, saw } = stage()
    saw(NONCE)
    saw(NONCE, { connection: 'Upgrade', upgrade: 'websocket' }, { upgraded: true })
    expect(witness.seen(NONCE)).toMatchObject({ upgraded: true, verdict: 'intact', suspects: [] })
  })

  test('[WI4] is forgotten after a minute', () => {
    const { witness, saw, pass } = stage()
    saw(NONCE)
    pass(59_999)
    expect(witness.seen(NONCE).seen).toBe(true)
    pass(1)
    expect(witness.seen(NONCE).seen).toBe(false)
  })

  test('[WI4] what is no nonce is passed over', () => {
    const { witness, saw } = stage()
    for (const nonce of ['short', 'x'.repeat(65), 'white space 1', '', undefined]) {
      saw(nonce)
      if (nonce !== undefined) expect(witness.seen(nonce).seen).toBe(false)
    }
  })

  test('[WI6] remembers no more than it may: the oldest makes room, a repeated one is young again', () => {
    const { witness, saw } = stage(2)
    const seen = () => ['nonce-01', 'nonce-02', 'nonce-03'].map((nonce) => witness.seen(nonce).seen)
    saw('nonce-01')
    saw('nonce-02')
    saw('nonce-01')
    saw('nonce-03')
    expect(seen()).toEqual([true, false, true])
  })

  test('[WI7] stripped handshakes are counted by the hop suspected most, intact ones are not', () => {
    const { witness, saw } = stage()
    saw(undefined)
    saw(undefined)
    saw(undefined, { connection: 'keep-alive', via: '1.1 a (squid/5.7)' })
    saw(undefined, { connection: 'Upgrade', upgrade: 'websocket' }, { upgraded: true })
    expect([...witness.stripped()]).toEqual([
      ['nginx', 2],
      ['squid', 1],
    ])
  })

  test('[WI7] each source is logged once an hour, with hop, cause and fix', () => {
    const { log, saw, pass } = stage()
    for (let time = 0; time < 5; time++) saw(undefined)
    saw(undefined, { connection: 'close' }, { from: '192.0.2.8' })
    expect(log.told('websocket.stripped').map(({ fields }) => fields.source)).toEqual([
      '192.0.2.7',
      '192.0.2.8',
    ])
    expect(log.lines[0]?.fields).toMatchObject({
      hop: 'nginx',
      cause: 'upgrade-headers-missing',
      confidence: 'likely',
      fix: expect.stringContaining('proxy_set_header Upgrade $http_upgrade;'),
      total: 1,
    })
    pass(60 * 60 * 1000)
    saw(undefined)
    expect(log.told('websocket.stripped')[2]?.fields).toMatchObject({ source: '192.0.2.7', total: 7 })
  })

  test('[WI7] a flood of sources does not flood the log', () => {
    const { log, saw } = stage()
    for (let source = 0; source < 1500; source++)
      saw(undefined, { connection: 'close' }, { from: `s${source}` })
    expect(log.told('websocket.stripped')).toHaveLength(1000)
  })
})
