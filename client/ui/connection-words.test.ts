/** What is said, drawn and reported of the way to the server, for every cause the server can name. */
import { describe, expect, test } from 'vitest'
import { CAUSES, type Cause } from '../../protocol/proxy-fixes.ts'
import { residueOf } from '../../protocol/residue.ts'
import { judgeResidue } from '../../protocol/suspects.ts'
import { ANYBODY, type Seen, type SeenHandshake } from '../../protocol/witness.ts'
import { en } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import { attemptOutcome } from './attempt-words.ts'
import { connectionReport } from './connection-report.ts'
import { lineAsText, lineOf } from './line-facts.ts'
import { arrivedRows, witnessWords } from './witness-words.ts'

const say = en.connection

/** Judged by the same function as on the server, from headers as they arrive there. */
const arrived = (headers: Record<string, string>, httpVersion = '1.1', upgraded = false): SeenHandshake => {
  const residue = residueOf({
    method: 'GET',
    httpVersion,
    headers: { host: 'pads.test', 'sec-websocket-key': 'x', ...headers },
  })
  const at = '2026-01-01T00:00:00.000Z'
  return {
    nonce: 'secret-nonce',
    seen: true,
    at,
    upgraded,
    ...judgeResidue(residue),
    arrived: residue,
    visitor: ANYBODY,
  }
}

const byCause: Record<Cause, Seen> = {
  'http-1.0': arrived({ connection: 'close' }, '1.0'),
  'upgrade-headers-missing': arrived({ connection: 'close' }),
  'upgrade-missing': arrived({ connection: 'upgrade' }),
  'upgrade-value-wrong': arrived({ connection: 'upgrade', upgrade: 'close' }),
  'connection-missing': arrived({ connection: 'close', upgrade: 'websocket' }),
  'connection-empty': arrived({ upgrade: 'websocket' }),
  'upgrade-not-enabled': arrived({ connection: 'keep-alive', 'x-forwarded-server': 'a' }),
  'pipe-missing': arrived({ via: '1.1 a (Varnish/7.1)', 'x-varnish': '2' }),
  'pipe-without-headers': arrived({ connection: 'close', 'x-varnish': '2' }),
}

const byHttp: PadStatus = {
  save: 'saved',
  changes: 0,
  kept: false,
  keeping: false,
  notKept: undefined,
  fromDevice: false,
  line: 'open',
  transport: 'exchange',
  retryIn: undefined,
  wasLive: true,
  attempt: 1,
  storageFails: false,
  deviceOnline: true,
  refused: undefined,
  deleted: false,
  differs: false,
  readOnly: undefined,
  connection: { history: [], roundTrip: 12, seen: undefined },
}
const withSeen = (seen: Seen): PadStatus => ({ ...byHttp, connection: { ...byHttp.connection, seen } })

describe('what is said of a failed handshake', () => {
  test.each(Object.keys(CAUSES) as Cause[])('[UI7] %s has its sentence, its cut and its lines', (cause) => {
    const seen = byCause[cause] as SeenHandshake
    expect(seen.suspects[0]?.cause).toBe(cause)
    const told = witnessWords(seen, en)
    expect(told.sentence).toMatch(/^The proxy next to the server.+[a-z]\.$/)
    expect(told.short).toBe(say.cut[cause])
    expect(told.fixes[0]?.lines).toEqual(seen.suspects[0]?.fix)
  })

  test('[UI7] it is told as sure as it is', () => {
    expect(witnessWords(byCause['upgrade-not-enabled'], en).sentence).toContain(
      'server, Apache, is not set up',
    )
    expect(witnessWords(byCause['upgrade-headers-missing'], en).sentence).toBe(
      'The proxy next to the server, probably nginx, removes the Upgrade header that WebSocket needs.',
    )
    const several = witnessWords(byCause['upgrade-missing'], en)
    expect(several.sentence).toContain('perhaps nginx or HAProxy')
    expect(several).toMatchObject({ proxy: undefined, byProxy: true })
    expect(several.fixes).toHaveLength(2)
    const unknown = witnessWords(arrived({ connection: 'upgrade', upgrade: 'h2c' }), en)
    expect(unknown.sentence).toMatch(/^The proxy next to the server passes/)
  })

  test('[UI7] with several proxies on the way none is called the one', () => {
    const told = witnessWords(arrived({ connection: 'close', 'x-forwarded-for': '192.0.2.1, 192.0.2.2' }), en)
    expect(told.more).toEqual([say.furtherOut])
    expect(told.proxy).toBeUndefined()
  })

  test('[UI7] what never arrived, was accepted, was refused or is no handshake accuses no proxy', () => {
    const whole = { connection: 'Upgrade', upgrade: 'websocket' }
    expect(witnessWords({ nonce: 'n', seen: false }, en).sentence).toBe(say.notSeen)
    expect(witnessWords(arrived(whole, '1.1', true), en).sentence).toBe(say.answerLost)
    expect(witnessWords(arrived(whole), en).sentence).toBe(say.refusedByServer)
    const none: Seen = { ...arrived(whole), verdict: 'not-a-handshake' }
    expect(witnessWords(none, en)).toMatchObject({
      sentence: say.noHandshake,
      proxy: undefined,
      byProxy: false,
    })
  })

  test('[UI7] what WebSocket needs and did not arrive is told as missing', () => {
    expect(arrivedRows(byCause['upgrade-headers-missing'], en)).toEqual([
      [say.request, 'GET HTTP/1.1'],
      ['Upgrade', say.missing],
      ['Connection', 'close'],
      ['Host', 'pads.test'],
    ])
    expect(arrivedRows({ nonce: 'n', seen: false }, en)).toEqual([])
  })
})

describe('the line', () => {
  test('[UI8] is solid only where it is proven, and knows no proxy by itself', () => {
    const live: PadStatus = { ...byHttp, transport: 'websocket' }
    expect(lineOf(live, en)).toMatchObject({ stretches: ['proven'], proxy: undefined, byHttp: false })
    expect(lineOf(byHttp, en)).toMatchObject({ stretches: ['unknown'], proxy: undefined, byHttp: true })
    expect(lineOf({ ...byHttp, line: 'closed', transport: undefined }, en)).toMatchObject({
      stretches: ['unknown'],
      byHttp: false,
      text: `${say.line.unknown} ${say.line.notByHttp}`,
    })
  })

  test('[UI8] is cut behind the proxy that is named, with the reason hanging from it', () => {
    const line = lineOf(withSeen(byCause['upgrade-headers-missing']), en)
    expect(line).toMatchObject({
      proxy: { name: 'nginx', named: true },
      stretches: ['proven', 'cut'],
      reason: 'removes the Upgrade header',
      byHttp: true,
    })
    expect(line.text).toContain('between nginx and the server: removes the Upgrade header')
    expect(lineAsText(line, en)).toBe(
      'You ──✓── [nginx] ──✕── Server  (removes the Upgrade header); by HTTP ──✓──',
    )
  })

  test('[UI8] a proxy that cannot be named is not guessed, and the way to it is not called proven', () => {
    expect(lineOf(withSeen(byCause['upgrade-missing']), en)).toMatchObject({
      proxy: { name: say.proxy, named: false },
      stretches: ['unknown', 'cut'],
    })
    expect(lineOf(withSeen({ nonce: 'n', seen: false }), en)).toMatchObject({
      proxy: undefined,
      stretches: ['cut'],
      reason: say.cutBefore,
    })
  })

  test('[UI8] a WebSocket that opened and was never answered, a refusal and a missing network are cuts', () => {
    const opened = {
      at: 0,
      on: 'websocket',
      opened: true,
      healthy: false,
      ended: { code: 1006, reason: '' },
    } as const
    const history = [opened]
    const shown = { ...byHttp, connection: { ...byHttp.connection, history } }
    expect(lineOf(shown, en).reason).toBe(say.cutOpened)
    const cut: PadStatus = { ...byHttp, line: 'closed', transport: undefined }
    expect(lineOf({ ...cut, refused: { code: 4400, reason: '' } }, en).reason).toBe(say.cutRefused)
    expect(lineOf({ ...cut, deviceOnline: false }, en).reason).toBe(say.cutOffline)
  })
})

describe('the report', () => {
  const place = { padId: 'quiet-harbour-9', address: 'https://pads.test/', browser: 'A browser' }
  const failure = {
    at: 0,
    on: 'websocket',
    nonce: 'secret-nonce',
    opened: false,
    healthy: false,
    ended: { code: 1006, reason: "Failed at 'wss://pads.test/collab/quiet-harbour-9?page=k'" },
  } as const

  test('[UI9] holds cause, lines, what arrived and the attempts', () => {
    const status = withSeen(byCause['upgrade-headers-missing'])
    const shown = { ...status, connection: { ...status.connection, history: [failure] } }
    const report = connectionReport(shown, place, 0, en)
    expect(report).toMatch(/^Holdfast connection report\nTime: 1970-01-01T00:00:00.000Z\n/)
    expect(report).toContain('probably nginx, removes the Upgrade header')
    expect(report).toContain('    proxy_set_header Upgrade $http_upgrade;\n')
    expect(report).toContain('Upgrade: missing\n')
    expect(report).toContain('Round trip: 12 ms\n')
    expect(report).toContain('1970-01-01T00:00:00.000Z  WebSocket: did not open: 1006')
  })

  test('[UI9] holds no nonce, and of the pad’s name only the beginning', () => {
    const shown = { ...withSeen(byCause['http-1.0']) }
    const report = connectionReport(
      { ...shown, connection: { ...shown.connection, history: [failure] } },
      place,
      0,
      en,
    )
    expect(report).toContain('Pad: quie…\n')
    for (const kept of ['quiet-harbour', 'secret-nonce', 'page=k']) expect(report).not.toContain(kept)
  })

  test('[UI9] an attempt is told by how far it came and how it ended', () => {
    const { ended: _ended, ...going } = failure
    const told = (change: object) => attemptOutcome({ ...going, ...change }, en)
    expect(told({})).toBe(say.attempt.opening)
    expect(told({ opened: true })).toBe(say.attempt.open)
    expect(told({ opened: true, healthy: true })).toBe(say.attempt.healthy)
    expect(told({ ended: { code: 1006, reason: '' } })).toBe('did not open: 1006, cut without a word')
    expect(told({ opened: true, healthy: true, ended: { code: 1012, reason: '' } })).toBe(
      'worked, ended: 1012, The server restarts',
    )
    expect(told({ opened: true, ended: { code: 1000, reason: 'x' } })).toBe(say.attempt.notNeeded)
    expect(told({ ended: { code: 4711, reason: '' } })).toContain(say.closeUnknown)
  })
})
