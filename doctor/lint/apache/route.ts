/**
 * Where a request goes: rewrite rules first, then ProxyPass of a matching Location, then ProxyPass in the order of
 * the file (mod_proxy). And whether a worker there carries an upgrade: ws:// does, http:// with upgrade= does.
 */

import { regex } from '../files.ts'
import { atLeast } from '../finding.ts'
import { named, type Statement } from '../statement.ts'
import { type Asking, rewritten, rulesOf } from './rewrite.ts'
import { isSwitchedOn, type Site, sectionsFor, startsWithPath } from './site.ts'

export type Route =
  | {
      readonly is: 'passed'
      readonly by: Statement
      /** Whole address, the path as the app gets it included. */
      readonly to: string
      readonly parameters: readonly string[]
      readonly isRewritten: boolean
      /** It hangs on something the file does not show. */
      readonly perhaps: boolean
    }
  | { readonly is: 'answered'; readonly by: Statement }
  /** Kept from the proxy by `!`. */
  | { readonly is: 'excluded'; readonly by: Statement }
  | { readonly is: 'static' }

export const HANDSHAKE = { upgrade: 'websocket', connection: 'Upgrade' }
export const HANDSHAKE_LIST = { upgrade: 'websocket', connection: 'keep-alive, Upgrade' }
export const PLAIN = { upgrade: '', connection: 'keep-alive' }

export type Form = Pick<Asking, 'upgrade' | 'connection'>

export function route(site: Site, path: string, host: string | undefined, form: Form): Route {
  const asking = { path, host: host ?? site.names[0], hasTls: site.hasTls, ...form }
  const isRewriting = isSwitchedOn({ ...site, main: [] }, 'rewriteengine')
  const result = isRewriting ? rewritten(rulesOf(site.own), asking) : { is: 'passed' as const, path }
  if (result.is === 'answered') return result
  if (result.is === 'proxied') {
    const { by, to, perhaps } = result
    return { is: 'passed', by, to, parameters: [], isRewritten: true, perhaps }
  }
  const route = passed(site, result.path)
  return route.is === 'static' ? (redirected(site, path) ?? route) : route
}

/** `Redirect / https://…` answers what no ProxyPass takes, which is asked first (mod_alias, mod_proxy). */
function redirected(site: Site, path: string): Route | undefined {
  const by = named(site.own, 'redirect', 'redirectpermanent').find(({ args }) => {
    const from = args.find((arg) => arg.startsWith('/'))
    return from !== undefined && startsWithPath(path, from)
  })
  return by && { is: 'answered', by }
}

function passed(site: Site, path: string): Route {
  for (const section of sectionsFor(site, path).toReversed()) {
    const route = inSection(section, path)
    if (route) return route
  }
  for (const line of named([...site.own, ...site.main], 'proxypass', 'proxypassmatch')) {
    const route = byLine(line, path)
    if (route) return route
  }
  return { is: 'static' }
}

/** In LocationMatch the pattern is compared letter for letter, unless it is ProxyPassMatch: measured. */
function inSection(section: Statement, path: string): Route | undefined {
  const isPattern = /match$/i.test(section.name) || section.args[0] === '~'
  const from = section.args.at(-1) ?? ''
  const line = named(section.block ?? [], 'proxypass', 'proxypassmatch').at(-1)
  if (line === undefined) return undefined
  const isMatch = line.name.toLowerCase() === 'proxypassmatch'
  if (isPattern && !isMatch) return undefined
  const [to = '', ...parameters] = line.args
  return mapped(line, isMatch || isPattern, from, to, parameters, path)
}

function byLine(line: Statement, path: string): Route | undefined {
  const [from = '', to = '', ...parameters] = line.args
  return mapped(line, line.name.toLowerCase() === 'proxypassmatch', from, to, parameters, path)
}

function mapped(
  by: Statement,
  isPattern: boolean,
  from: string,
  to: string,
  parameters: readonly string[],
  path: string,
): Route | undefined {
  const match = isPattern ? regex(from)?.exec(path) : undefined
  if (isPattern ? match == null : !startsWithPath(path, from)) return undefined
  if (to === '!') return { is: 'excluded', by }
  const target = match
    ? to.includes('$')
      ? to.replace(/\$(\d)/g, (_all, index: string) => match[Number(index)] ?? '')
      : `${to}${path}`
    : `${to}${path.slice(from.length)}`
  return { is: 'passed', by, to: target, parameters, isRewritten: false, perhaps: false }
}

export type Passed = Extract<Route, { is: 'passed' }>

/** The path as the app gets it. */
export const pathAtApp = ({ to }: Passed): string => /^[a-z]+:\/\/[^/]*(\/.*)?$/i.exec(to)?.[1] ?? '/'

export const schemeOf = ({ to }: Passed): string => /^([a-z]+):/i.exec(to)?.[1]?.toLowerCase() ?? ''

const carries = (words: readonly string[]): boolean => words.some((word) => /^upgrade=/i.test(word))

/** Members of the balancer this goes to, wherever its `<Proxy>` stands. */
export function membersOf(site: Site, { to }: Passed): readonly Statement[] {
  const name = /^balancer:\/\/[^/]+/i.exec(to)?.[0]?.toLowerCase()
  if (name === undefined) return []
  return named([...site.main, ...site.own], 'proxy')
    .filter(({ args }) => args[0]?.toLowerCase().replace(/\/$/, '') === name)
    .flatMap(({ block = [] }) => named(block, 'balancermember'))
}

/** `upgrade=` came with 2.4.47; an older Apache knows ws:// only. */
export function carriesUpgrade(site: Site, passed: Passed, version: string | undefined): boolean {
  const knowsParameter = atLeast(version, '2.4.47') ?? true
  const isSocket = (address: string) => /^wss?:/i.test(address)
  if (isSocket(passed.to)) return true
  if (!knowsParameter) return false
  if (carries(passed.parameters)) return true
  const members = membersOf(site, passed)
  return members.length > 0 && members.every(({ args }) => isSocket(args[0] ?? '') || carries(args))
}
