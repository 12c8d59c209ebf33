import { describe, expect, test } from 'vitest'
import { residueOf } from '../../protocol/residue.ts'
import { judgeResidue } from '../../protocol/suspects.ts'
import { ANYBODY, type Seen } from '../../protocol/witness.ts'
import { type CheckResult, observationOf, statusOf } from './checks.ts'
import { streamWord } from './look-http.ts'
import { forwarding, refusedWord } from './look-socket.ts'
import { answerOf, brandsOfOutcome, type Outcome, reachesApp, tellsOf } from './outcome.ts'

const answered = (status: number, text = '', headers: Record<string, string> = {}): Outcome => ({
  is: 'answered',
  status,
  headers,
  text,
  ms: 5,
})

function seen(headers: Readonly<Record<string, string>>, upgraded = false): Seen {
  const arrived = residueOf({
    method: 'GET',
    httpVersion: '1.1',
    headers: { host: 'pads.example', 'sec-websocket-key': 'x', ...headers },
  })
  return { nonce: 'n', seen: true, at: '', upgraded, arrived, visitor: ANYBODY, ...judgeResidue(arrived) }
}
const WHOLE = { connection: 'Upgrade', upgrade: 'websocket' }
const UNSEEN: Seen = { nonce: 'n', seen: false }

describe('from requests to the words of the catalogue', () => {
  test('[DG2] an answer is its status and its author; without one it is closed, hanging or led away', () => {
    expect(answerOf(answered(426, '{"type":"about:blank","code":"upgrade-missing"}'))).toBe('426 app')
    expect(answerOf(answered(404, '<hr><center>nginx/1.22</center>'))).toBe('404 nginx')
    expect(answerOf(answered(502, '', { server: 'Caddy' }))).toBe('502 caddy')
    expect(answerOf({ is: 'unanswered', hangs: true, ms: 1 })).toBe('hangs')
    expect(answerOf({ is: 'unanswered', hangs: false, ms: 1 })).toBe('closed')
    expect(answerOf({ is: 'redirected', ms: 1 })).toBe('some redirect')
  })

  test('[DG2] a login of the app itself was reached; a proxy’s was not', () => {
    expect(reachesApp(answered(403, '{"code":"access-needed"}'))).toBe('200 app')
    expect(reachesApp(answered(403, '<hr><center>nginx</center>'))).toBe('403 nginx')
  })

  test('[DG2] signatures and a demand for a password are kept', () => {
    const answer = answered(401, '', { via: '1.1 x (squid/5.7)', 'www-authenticate': 'Basic' })
    expect(brandsOfOutcome(answer)).toEqual(['squid'])
    expect(tellsOf(answer)).toEqual(['asks for a password'])
  })

  test.each([
    ['426 app', 'ended', seen({ connection: 'close' }), '426 app'],
    ['refused by the app', 'ended', seen(WHOLE), '426 app'],
    ['not 101', 'ended', seen(WHOLE, true), '426 app'],
    ['not by the app', 'ended', UNSEEN, '426 app'],
    ['404 nginx', 'ended', UNSEEN, '404 nginx'],
    ['not 101', 'ended', undefined, '404 nginx'],
    ['hangs', 'hangs', UNSEEN, '426 app'],
    ['426 app', 'hangs', seen({ connection: 'close' }), '426 app'],
  ] as const)('[DG2] a handshake that did not open is %s', (word, opened, witness, plain) => {
    expect(refusedWord(opened, witness, plain)).toBe(word)
  })

  test('[DG2] what the server was told is right, wrong, or nothing a page can know', () => {
    const visit = { site: new URL('https://pads.example/'), plain: undefined }
    const behind = { ...WHOLE, 'x-forwarded-for': '1', 'x-forwarded-proto': 'https' }
    const word = (headers: Record<string, string>) => forwarding(visit, seen(headers)).observed.forwarded
    expect(word(behind)).toBe('right')
    expect(word({ ...behind, 'x-forwarded-proto': 'http' })).toBe('wrong scheme')
    expect(word({ ...behind, host: 'localhost:3000' })).toBe('wrong host')
    expect(forwarding({ ...visit, site: new URL('http://pads.example/') }, seen(WHOLE)).observed).toEqual({})
    const behindNginx = { ...visit, plain: answered(426, '', { server: 'nginx' }) }
    const untold = { ...WHOLE, 'x-forwarded-proto': 'https' }
    expect(forwarding(behindNginx, seen(untold)).observed.forwarded).toBe('wrong address')
    expect(forwarding(visit, UNSEEN).observed.forwarded).toBe('unseen')
    expect(forwarding(visit, undefined).observed).toEqual({})
  })

  test('[DG2] pieces that come apart are told from pieces that come late, in one, or not at all', () => {
    const whole = answered(200, '{"code":"piece","piece":1}')
    expect(streamWord(whole, [10, 310, 610, 910], 5)).toBe('in pieces')
    expect(streamWord(whole, [210, 310, 610, 910], 5)).toBe('late')
    expect(streamWord(whole, [910, 911], 5)).toBe('in one')
    expect(streamWord({ is: 'unanswered', hangs: false, ms: 400 }, [10, 310], 5)).toBe('cut')
    expect(streamWord(answered(404, '<hr><center>nginx</center>'), [4], 5)).toBe('no answer')
  })
})

describe('from findings to one observation', () => {
  const result = (id: CheckResult['id'], observed: Record<string, string>): CheckResult => ({
    id,
    status: statusOf(id, { observed }),
    finding: { observed, brands: ['nginx'], hops: 2 },
    ms: 1,
  })

  test('[DG2] of two words for one probe the worse is kept, whichever came first', () => {
    const [good, bad] = [result('held', { held: '200 app' }), result('silence', { held: '504 nginx' })]
    for (const results of [
      [good, bad],
      [bad, good],
    ])
      expect(observationOf(results, '/pads/')).toMatchObject({
        results: { held: '504 nginx' },
        brands: new Set(['nginx']),
        hops: 2,
        isBelow: true,
        isThrough: 'unknown',
      })
  })

  test('[DG2] of two wrong words the first is kept, with its time', () => {
    const [shorter, longer] = [result('held', { held: 'closed' }), result('silence', { held: 'hangs' })]
    const timed = (each: CheckResult, held: number): CheckResult => ({
      ...each,
      finding: { ...each.finding, took: { held } },
    })
    const { results, took } = observationOf([timed(shorter, 5_000), timed(longer, 60_000)], '/')
    expect([results.held, took.held]).toEqual(['closed', 5_000])
  })

  test('[DG2] a check fails by what it saw, and is unclear when it saw nothing', () => {
    expect(statusOf('held', { observed: { held: '200 app' } })).toBe('pass')
    expect(statusOf('held', { observed: { held: '504 nginx' } })).toBe('fail')
    expect(statusOf('held', { observed: {} })).toBe('unclear')
    const clock = (off: number) => statusOf('clock', { observed: {}, numbers: { off } })
    expect([clock(3), clock(-300), statusOf('clock', { observed: {} })]).toEqual(['pass', 'warn', 'unclear'])
  })
})
