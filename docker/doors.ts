/**
 * The doors of the demo, as data: each is a port with a name, the proxies behind it, and the fault of the catalogue
 * it begins with. Everything else about a door (its configuration, its cause, the lines that mend it) follows from
 * the catalogue. Knows neither containers nor pages.
 */

import { FAULTS } from '../proxy-configs/faults.ts'
import { goodOf, isProxy, type ProxyHop } from '../proxy-configs/hop.ts'

/** What stands between the visitor and the app; `nothing` is the app itself. */
export type Between = 'nothing' | 'nginx' | 'apache' | 'apache-squid'

export interface Door {
  /** Name of its container, and of its files. */
  readonly name: string
  /** Its port is this after the demo's prefix: prefix 81 and 2 make 8102. */
  readonly number: number
  readonly between: Between
  /** The fault it has from the start; undefined for a good one. */
  readonly fault?: string
  /** Faults it can be given and cured of while it runs; only doors with a switch have any. */
  readonly choices: readonly string[]
}

const NGINX_CHOICES = [
  'nginx-upgrade-headers-missing',
  'nginx-connection-missing',
  'nginx-upgrade-missing',
  'nginx-bare-proxy-pass',
  'nginx-ws-location-missing',
  'nginx-host-missing',
]
const APACHE_CHOICES = [
  'apache-proxypass-only',
  'apache-rewrite-upgrade-case',
  'apache-path-denied',
  'apache-host-not-preserved',
]
const CHAIN_CHOICES = ['squid-behind-apache-default', 'apache-before-squid-proxypass-only']

export const LANDING_NUMBER = 0

export const DOORS: readonly Door[] = [
  { name: 'nginx', number: 1, between: 'nginx', choices: [] },
  {
    name: 'nginx-broken',
    number: 2,
    between: 'nginx',
    fault: 'nginx-upgrade-headers-missing',
    choices: [],
  },
  { name: 'nginx-switch', number: 3, between: 'nginx', choices: NGINX_CHOICES },
  { name: 'apache', number: 4, between: 'apache', choices: [] },
  { name: 'apache-broken', number: 5, between: 'apache', fault: 'apache-proxypass-only', choices: [] },
  { name: 'apache-switch', number: 6, between: 'apache', choices: APACHE_CHOICES },
  { name: 'squid', number: 7, between: 'apache-squid', choices: [] },
  {
    name: 'squid-broken',
    number: 8,
    between: 'apache-squid',
    fault: 'squid-behind-apache-default',
    choices: [],
  },
  { name: 'squid-switch', number: 9, between: 'apache-squid', choices: CHAIN_CHOICES },
  { name: 'direct', number: 10, between: 'nothing', choices: [] },
]

export function doorNamed(name: string): Door {
  const door = DOORS.find((each) => each.name === name)
  if (door === undefined)
    throw new Error(`no door is called "${name}"; there are ${DOORS.map((each) => each.name).join(', ')}`)
  return door
}

/** `prefix` is the first digits of every port of the demo, e.g. 81. */
export const portOf = (number: number, prefix: number): number => prefix * 100 + number

/** Ports of a door's proxies, outermost first; those behind the first are for the doctor, not for people. */
export const hopPort = (door: Door, index: number, prefix: number): number =>
  portOf(door.number + index * INNER, prefix)
const INNER = 50

/** Whether a door may be given this fault; undefined is no fault. */
export const isChoice = (door: Door, fault: string | undefined): boolean =>
  fault === undefined ? door.choices.length > 0 : door.choices.includes(fault)

const GOOD_HOPS: { readonly [between in Between]: readonly ProxyHop[] } = {
  nothing: [],
  nginx: [{ good: 'nginx' }],
  apache: [{ good: 'apache' }],
  'apache-squid': [{ good: 'apache' }, { good: 'squid' }],
}

/** The door's proxies with this fault of the catalogue, or without any; outermost first. */
export function hopsOf(door: Door, fault: string | undefined): readonly ProxyHop[] {
  const good = GOOD_HOPS[door.between]
  if (fault === undefined) return good
  const known = FAULTS.find(({ id }) => id === fault)
  if (known === undefined) throw new Error(`the catalogue has no fault "${fault}"`)
  const hops = known.way.hops.filter(isProxy).map(inTheClear)
  if (hops.length !== good.length)
    throw new Error(`${fault} is about ${hops.length} proxies; ${door.name} has ${good.length}`)
  return hops
}

/** The demo has no certificate: a fault that the catalogue shows behind TLS is the same without. */
function inTheClear(hop: ProxyHop): ProxyHop {
  const { tls: _tls, ...rest } = hop
  return rest
}

/** Names for people, outermost first. */
export const proxiesOf = (door: Door): readonly string[] =>
  GOOD_HOPS[door.between].map((hop) => PROXY_NAMES[goodOf(hop).proxy as keyof typeof PROXY_NAMES])

const PROXY_NAMES = { nginx: 'nginx', apache: 'Apache', squid: 'Squid' } as const satisfies Record<
  string,
  string
>
