/**
 * The text of one hop's configuration, for the file people read and for the one the tests run: the good one of
 * its name in the form the hop wants, with the hop's edits, and every place filled.
 */
import { broken } from './edits.ts'
import type { Hop } from './fault.ts'
import { complete, type Deployment, EXAMPLE, EXAMPLE_TLS, type GoodConfig, variant } from './good.ts'
import { GOOD_CONFIGS } from './good-configs.ts'

export type ProxyHop = Extract<Hop, { readonly good: unknown }>

export const isProxy = (hop: Hop): hop is ProxyHop => 'good' in hop

export const goodOf = (hop: ProxyHop): GoodConfig => GOOD_CONFIGS[hop.good]

/** A forward proxy stands on the visitor's side; nobody is behind it in the sense of passing on what it says. */
export const isForward = (hop: Hop): boolean => isProxy(hop) && goodOf(hop).forward === true

export const isBehindAnother = (hops: readonly Hop[], index: number): boolean =>
  hops.slice(0, index).some((hop) => isProxy(hop) && !isForward(hop))

/** Where a hop stands, as far as its configuration says it. */
export type Place = Pick<Deployment, 'domain' | 'address' | 'port' | 'plainPort' | 'upstreams' | 'tls'> & {
  readonly behindAnother: boolean
  readonly more?: Readonly<Record<string, string>>
}

/** Which of a place's two values is filled in. */
export type For = 'example' | 'test'

export function hopConfig(hop: ProxyHop, place: Place, reader: For): string {
  const good = goodOf(hop)
  const places = Object.entries(hop.places ?? {}).map(([name, values]) => [name, values[reader]])
  const { behindAnother, more, ...where } = place
  const deployment: Deployment = {
    ...where,
    subPath: hop.subPath,
    inner: behindAnother || hop.inner,
    more: { ...Object.fromEntries(places), ...more },
  }
  return complete(broken(variant(good, deployment), hop.edits ?? []), good, deployment)
}

/** The same for the file in the catalogue: nobody's name, the usual ports. */
export function exampleConfig(hops: readonly Hop[], index: number, nodes: number): string {
  const hop = hops[index] as ProxyHop
  const last = !hops.slice(index + 1).some(isProxy)
  const base = hop.tls ? EXAMPLE_TLS : EXAMPLE
  const behindAnother = isBehindAnother(hops, index)
  return hopConfig(
    hop,
    {
      ...base,
      // One proxy behind another on the same machine needs a port of its own.
      port: behindAnother ? 8080 : base.port,
      upstreams: last ? ['127.0.0.1:3000', '127.0.0.1:3001'].slice(0, nodes) : ['127.0.0.1:8080'],
      behindAnother,
      more: { stub: '127.0.0.1:4180' },
    },
    'example',
  )
}

/** Without the first paragraph, which says where to save a good configuration. */
export const withoutIntroduction = (config: string): string => config.slice(config.indexOf('\n\n') + 2)
