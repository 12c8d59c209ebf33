/** Golden residues: every row as a real proxy left it, and the handshakes that are well. */
import { describe, expect, test } from 'vitest'
import { residueOf, withoutAddresses } from './residue.ts'
import { judgeResidue } from './suspects.ts'

type Headers = Readonly<Record<string, string>>

const KEY = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13', host: 'x.test' }
const SQUID = { via: '1.1 edge (squid/5.7)', 'surrogate-capability': 'edge="Surrogate/1.0"' }
const APACHE = {
  'x-forwarded-server': 'www.test',
  'x-forwarded-host': 'x.test',
  'x-forwarded-for': '192.0.2.1',
}
const VARNISH = { 'x-varnish': '32770' }

const judge = (httpVersion: string, headers: Headers, method = 'GET') =>
  judgeResidue(residueOf({ method, httpVersion, headers: { ...KEY, ...headers } }))

const STRIPPED: readonly (readonly [
  name: string,
  version: string,
  headers: Headers,
  suspects: readonly string[],
])[] = [
  [
    'nginx without the headers, HTTP/1.1',
    '1.1',
    { connection: 'close' },
    ['nginx upgrade-headers-missing likely'],
  ],
  ['nginx bare proxy_pass', '1.0', { connection: 'close' }, ['nginx http-1.0 likely']],
  [
    'nginx, Upgrade set, Connection not',
    '1.1',
    { connection: 'close', upgrade: 'websocket' },
    ['nginx connection-missing likely'],
  ],
  [
    'nginx, Upgrade set, Connection not, HTTP/1.0',
    '1.0',
    { connection: 'close', upgrade: 'websocket' },
    ['nginx connection-missing likely'],
  ],
  [
    'nginx, Upgrade set, Connection "", or HAProxy, Connection deleted by rule',
    '1.1',
    { upgrade: 'websocket' },
    ['nginx connection-empty likely', 'haproxy connection-missing possible'],
  ],
  [
    'Caddy, Connection deleted by rule',
    '1.1',
    { upgrade: 'websocket', 'x-forwarded-for': '192.0.2.1' },
    [
      'nginx connection-empty likely',
      'haproxy connection-missing possible',
      'caddy connection-missing possible',
    ],
  ],
  [
    'nginx, Connection set, Upgrade not',
    '1.1',
    { connection: 'upgrade' },
    ['nginx upgrade-missing possible', 'haproxy upgrade-missing possible'],
  ],
  [
    'nginx, Connection set, Upgrade not, HTTP/1.0',
    '1.0',
    { connection: 'upgrade' },
    ['nginx upgrade-missing likely'],
  ],
  [
    'HAProxy, Upgrade deleted by rule',
    '1.1',
    { connection: 'Upgrade' },
    ['nginx upgrade-missing possible', 'haproxy upgrade-missing possible'],
  ],
  [
    'Caddy, Upgrade deleted by rule',
    '1.1',
    { connection: 'Upgrade', 'x-forwarded-for': '192.0.2.1', 'accept-encoding': 'gzip' },
    ['nginx upgrade-missing possible', 'haproxy upgrade-missing possible', 'caddy upgrade-missing possible'],
  ],
  ['Apache', '1.1', { connection: 'Keep-Alive', ...APACHE }, ['apache upgrade-not-enabled certain']],
  [
    'Squid accelerator',
    '1.1',
    { connection: 'keep-alive', ...SQUID, 'x-forwarded-for': '192.0.2.1' },
    ['squid upgrade-not-enabled certain'],
  ],
  [
    'Squid that hides Via',
    '1.1',
    { connection: 'keep-alive', 'surrogate-capability': 'e="Surrogate/1.0"' },
    ['squid upgrade-not-enabled certain'],
  ],
  ['Varnish without pipe', '1.1', { ...VARNISH, 'accept-encoding': 'gzip' }, ['varnish pipe-missing likely']],
  ['Varnish with pass', '1.1', { ...VARNISH }, ['varnish pipe-missing likely']],
  [
    'Varnish, pipe without the headers',
    '1.1',
    { connection: 'close', ...VARNISH },
    ['varnish pipe-without-headers likely', 'nginx upgrade-headers-missing possible'],
  ],
  [
    'nginx, the words of its map in Upgrade',
    '1.1',
    { connection: 'upgrade', upgrade: 'upgrade' },
    ['nginx upgrade-value-wrong likely'],
  ],
  [
    'kept alive by somebody without marks',
    '1.1',
    { connection: 'keep-alive' },
    ['apache upgrade-not-enabled possible', 'squid upgrade-not-enabled possible'],
  ],
  [
    'both headers gone without a trace',
    '1.1',
    {},
    ['nginx upgrade-headers-missing possible', 'unknown upgrade-headers-missing possible'],
  ],
]

const INTACT: readonly (readonly [name: string, version: string, headers: Headers])[] = [
  ['direct', '1.1', { connection: 'Upgrade', upgrade: 'websocket' }],
  ['Firefox, direct', '1.1', { connection: 'keep-alive, Upgrade', upgrade: 'websocket' }],
  ['nginx', '1.1', { connection: 'upgrade', upgrade: 'websocket', 'x-forwarded-for': '192.0.2.1' }],
  ['nginx with both headers over HTTP/1.0', '1.0', { connection: 'upgrade', upgrade: 'websocket' }],
  ['Apache', '1.1', { connection: 'Upgrade', upgrade: 'websocket', ...APACHE }],
  ['Apache with wstunnel alone', '1.1', { connection: 'Upgrade', upgrade: 'WebSocket' }],
  ['Squid', '1.1', { connection: 'upgrade', upgrade: 'websocket', ...SQUID }],
  ['HAProxy over HTTP/2', '1.1', { connection: 'upgrade', upgrade: 'websocket' }],
  ['Caddy', '1.1', { connection: 'Upgrade', upgrade: 'websocket', 'x-forwarded-for': '192.0.2.1' }],
  ['Varnish', '1.1', { connection: 'Upgrade', upgrade: 'websocket', ...VARNISH }],
]

const told = ({ suspects }: ReturnType<typeof judgeResidue>) =>
  suspects.map(({ hop, cause, confidence }) => `${hop} ${cause} ${confidence}`)

const turned = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers)
      .reverse()
      .map(([name, value]) => [name.toUpperCase(), value.toUpperCase()]),
  )

describe('what arrived of a handshake', () => {
  test.each(STRIPPED)('[WI1] names what happened: %s', (_name, version, headers, suspects) => {
    const judgement = judge(version, headers)
    expect(judgement.verdict).toBe('stripped')
    expect(told(judgement)).toEqual(suspects)
    for (const { fix } of judgement.suspects) expect(fix.join('')).not.toBe('')
  })

  test.each(INTACT)('[WI1] is intact: %s', (_name, version, headers) => {
    expect(judge(version, headers)).toEqual({ verdict: 'intact', suspects: [], furtherOut: false })
  })

  test.each<readonly [name: string, version: string, headers: Headers]>(
    [...STRIPPED, ...INTACT].map(([name, version, headers]) => [name, version, headers] as const),
  )('[WI1] order and letter case mean nothing: %s', (_name, version, headers) => {
    const other = judgeResidue(
      residueOf({ method: 'get', httpVersion: version, headers: turned({ ...KEY, ...headers }) }),
    )
    expect(other).toEqual(judge(version, headers))
  })

  test('[WI1] every fix for a named proxy is in its own language', () => {
    const fixes = STRIPPED.flatMap(([, version, headers]) => judge(version, headers).suspects)
    const marks = {
      nginx: /proxy_/,
      apache: /ProxyPass/,
      squid: /http_upgrade/,
      haproxy: /http-request/,
      caddy: /header_up/,
      varnish: /vcl_/,
      unknown: /Upgrade and Connection/,
    }
    for (const { hop, fix } of fixes) expect(fix.join('\n')).toMatch(marks[hop])
    expect(new Set(fixes.map(({ hop }) => hop))).toEqual(new Set(Object.keys(marks)))
  })

  test('[WI1] without a key, or with another method, it is no handshake', () => {
    const { 'sec-websocket-key': _key, ...keyless } = KEY
    const bare = residueOf({ method: 'GET', httpVersion: '1.1', headers: keyless })
    expect(judgeResidue(bare).verdict).toBe('not-a-handshake')
    expect(judge('1.1', { connection: 'close' }, 'POST').verdict).toBe('not-a-handshake')
  })

  test.each<readonly [string, Headers]>([
    ['two addresses were appended', { connection: 'close', 'x-forwarded-for': '192.0.2.1, 192.0.2.2' }],
    ['two entries in Via', { connection: 'keep-alive', via: '1.1 a (squid/5.7), 1.1 b (squid/6.1)' }],
    ['Apache in front of nginx', { connection: 'close', ...APACHE }],
    ['Squid in front of nginx', { connection: 'close', via: SQUID.via }],
    ['Forwarded with two elements', { connection: 'close', forwarded: 'for=192.0.2.1, for=192.0.2.2' }],
  ])('[WI2] says that the guilty one may stand further out: %s', (_name, headers) => {
    expect(judge('1.1', headers)).toMatchObject({ verdict: 'stripped', furtherOut: true })
  })

  test('[WI2] one proxy alone is not told to be several', () => {
    const alone = STRIPPED.map(([, version, headers]) => judge(version, headers).furtherOut)
    expect(new Set(alone)).toEqual(new Set([false]))
  })

  test('[WI1] two proxies that leave the same trace are both named', () => {
    expect(told(judge('1.1', { connection: 'keep-alive', ...SQUID, ...APACHE }))).toEqual([
      'apache upgrade-not-enabled likely',
      'squid upgrade-not-enabled likely',
    ])
  })

  test('[WI5] addresses can be taken out without losing how many there were', () => {
    const arrived = withoutAddresses(
      residueOf({
        method: 'GET',
        httpVersion: '1.1',
        headers: {
          ...KEY,
          connection: 'close',
          'x-forwarded-for': '203.0.113.7, 2001:db8::1',
          'x-real-ip': '203.0.113.7',
          forwarded: 'for="[2001:db8::1]:80";host=x.test;by=203.0.113.7, For = 203.0.113.7',
        },
      }),
    )
    expect(JSON.stringify(arrived)).not.toMatch(/203\.0|2001/)
    expect(arrived).toMatchObject({
      'x-forwarded-for': 'address, address',
      forwarded: 'for=address;host=x.test;by=address, For=address',
    })
    expect(judgeResidue(arrived).furtherOut).toBe(true)
  })

  test('[WI5] the key itself, and headers that no hop changes, are not kept', () => {
    const arrived = residueOf({
      method: 'GET',
      httpVersion: '1.1',
      headers: { ...KEY, cookie: 'c=1', origin: 'http://o', authorization: 'x' },
    })
    expect(arrived.key).toBe(true)
    expect(Object.keys(arrived)).not.toEqual(expect.arrayContaining(['cookie']))
    expect(JSON.stringify(arrived)).not.toMatch(/dGhl|c=1|http:\/\/o/)
  })

  test('[WI5] an endless header is cut', () => {
    const arrived = residueOf({ method: 'GET', httpVersion: '1.1', headers: { via: 'x'.repeat(9000) } })
    expect(arrived.via).toHaveLength(200)
  })
})
