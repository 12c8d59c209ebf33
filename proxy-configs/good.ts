/**
 * What a good configuration is: a template, how its proxy writes addresses, and what else belongs to running it.
 * The configurations themselves are one folder each below good/; the files for people in there are generated.
 */
import { type Condition, fill, select, type Values } from './template.ts'

export type ProxyName = 'nginx' | 'apache' | 'squid' | 'haproxy' | 'caddy' | 'varnish'

/** What one deployment fills in. */
export interface Deployment {
  readonly domain: string
  /** Where the proxy listens: an address without a port, or undefined for all. */
  readonly address?: string | undefined
  readonly port: number
  /** With TLS: the port on which plain HTTP is sent on to HTTPS. */
  readonly plainPort: number
  /** `host:port` of each node of the app, or of the next proxy. */
  readonly upstreams: readonly string[]
  /** `/pads`, or undefined at the root. */
  readonly subPath?: string | undefined
  readonly tls?: Certificate | undefined
  /** Another proxy of one's own stands in front. */
  readonly inner?: boolean | undefined
  /** Places that only one fault has, such as a timeout. */
  readonly more?: Values | undefined
}

/** Files in PEM. HAProxy wants certificate and key in one. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
  readonly both: string
}

export interface GoodConfig {
  readonly proxy: ProxyName
  /** Last part of the file's name. */
  readonly extension: string
  readonly template: string
  /** False where the proxy, or this way of using it, has no TLS or no sub-path of its own. */
  readonly tls: boolean
  readonly subPath: boolean
  /** With TLS it announces WebSocket over HTTP/2 (RFC 8441). */
  readonly extendedConnect?: true
  /** Stands on the visitor's side: browsers are told to go through it, and it goes to whatever they name. */
  readonly forward?: true
  /** How this proxy writes where it listens. */
  listen(port: number, address: string | undefined): string
  /** What is given on the command line because the file cannot hold it. */
  readonly parameters?: readonly string[]
}

/** The template for this deployment, its places still open: what faults edit. */
export function variant(good: GoodConfig, deployment: Deployment): string {
  if (deployment.tls && !good.tls)
    throw new Error(`${good.proxy} does not speak TLS to visitors; put one in front`)
  if (deployment.subPath && !good.subPath)
    throw new Error(`this ${good.proxy} configuration has no sub-path form`)
  const conditions = new Set<Condition>([
    deployment.tls ? 'tls' : 'plain',
    deployment.subPath ? 'sub-path' : 'root',
    deployment.inner ? 'inner' : 'edge',
    deployment.upstreams.length > 1 ? 'balanced' : 'single',
  ])
  return select(good.template, conditions)
}

/** Fills what `variant`, or an edit of it, left open. */
export const complete = (text: string, good: GoodConfig, deployment: Deployment): string =>
  fill(text, {
    domain: deployment.domain,
    listen: good.listen(deployment.port, deployment.address),
    'plain-listen': good.listen(deployment.plainPort, deployment.address),
    port: String(deployment.port),
    'plain-port': String(deployment.plainPort),
    'public-port': deployment.port === (deployment.tls ? 443 : 80) ? '' : `:${deployment.port}`,
    upstream: deployment.upstreams,
    'upstream-host': deployment.upstreams.map((upstream) => hostAndPort(upstream)[0]),
    'upstream-port': deployment.upstreams.map((upstream) => hostAndPort(upstream)[1]),
    'sub-path': deployment.subPath ?? '',
    certificate: deployment.tls?.certificate ?? '',
    key: deployment.tls?.key ?? '',
    'certificate-and-key': deployment.tls?.both ?? '',
    ...deployment.more,
  })

function hostAndPort(upstream: string): readonly [string, string] {
  const colon = upstream.lastIndexOf(':')
  return [upstream.slice(0, colon), upstream.slice(colon + 1)]
}

export const render = (good: GoodConfig, deployment: Deployment): string =>
  complete(variant(good, deployment), good, deployment)

/** The values in the files people paste: nobody's, and easily seen. */
export const EXAMPLE: Deployment = {
  domain: 'pads.example.org',
  port: 80,
  plainPort: 80,
  upstreams: ['127.0.0.1:3000'],
}

export const EXAMPLE_TLS: Deployment = {
  ...EXAMPLE,
  port: 443,
  tls: {
    certificate: '/etc/ssl/pads.example.org/fullchain.pem',
    key: '/etc/ssl/pads.example.org/privkey.pem',
    both: '/etc/ssl/pads.example.org/certificate-and-key.pem',
  },
}

export const EXAMPLE_SUB_PATH = '/pads'
