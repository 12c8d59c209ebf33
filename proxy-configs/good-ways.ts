/** Ways on which everything works: each good configuration alone in each of its forms, and chains of them. */
import type { Way } from './fault.ts'
import type { GoodConfig } from './good.ts'
import { GOOD_CONFIGS, type GoodName } from './good-configs.ts'
import { type Expectation, GOOD, type Results } from './probes.ts'

export const SUB_PATH = '/pads'

/** A way on which everything works. */
export interface GoodWay {
  readonly id: string
  readonly way: Way
  readonly expect: Results
}

/** RFC 8441 is announced, and kept. */
const OVER_H2: Expectation = { 'handshake-h2': '200 app' }

/** Ways of two and more proxies that people run, each hop as good as alone. */
const CHAINS: readonly (readonly [id: string, way: Way, differs?: Expectation])[] = [
  ['nginx-nginx', { hops: [{ good: 'nginx', tls: true }, { good: 'nginx' }] }],
  ['nginx-apache', { hops: [{ good: 'nginx', tls: true }, { good: 'apache' }] }],
  ['apache-nginx', { hops: [{ good: 'apache', tls: true }, { good: 'nginx' }] }],
  ['apache-squid', { hops: [{ good: 'apache', tls: true }, { good: 'squid' }] }],
  ['squid-forward-nginx', { hops: [{ good: 'squid-forward' }, { good: 'nginx', tls: true }] }],
  ['haproxy-nginx', { hops: [{ good: 'haproxy', tls: true }, { good: 'nginx' }] }, OVER_H2],
  ['caddy-nginx', { hops: [{ good: 'caddy', tls: true }, { good: 'nginx' }] }],
  ['haproxy-varnish', { hops: [{ good: 'haproxy', tls: true }, { good: 'varnish' }] }, OVER_H2],
  [
    'haproxy-varnish-nginx',
    { hops: [{ good: 'haproxy', tls: true }, { good: 'varnish' }, { good: 'nginx' }] },
    OVER_H2,
  ],
]

const alone = (good: GoodName): readonly GoodWay[] => {
  const { tls, subPath, extendedConnect, forward }: GoodConfig = GOOD_CONFIGS[good]
  const overTls = { ...GOOD, ...(extendedConnect && OVER_H2) }
  const subPathed = { good, subPath: SUB_PATH } as const
  return [
    { id: good, way: { hops: [{ good }] }, expect: GOOD },
    ...(forward
      ? []
      : [
          { id: `${good}-two-nodes`, way: { hops: [{ good }], end: 'two-addresses' } as const, expect: GOOD },
        ]),
    ...(tls ? [{ id: `${good}-tls`, way: { hops: [{ good, tls } as const] }, expect: overTls }] : []),
    ...(subPath ? [{ id: `${good}-sub-path`, way: { hops: [subPathed] }, expect: GOOD }] : []),
    ...(tls && subPath
      ? [{ id: `${good}-tls-sub-path`, way: { hops: [{ ...subPathed, tls } as const] }, expect: overTls }]
      : []),
  ]
}

export const GOOD_WAYS: readonly GoodWay[] = [
  ...(Object.keys(GOOD_CONFIGS) as GoodName[]).flatMap(alone),
  ...CHAINS.map(([id, way, differs]) => ({ id, way, expect: { ...GOOD, ...differs } })),
]
