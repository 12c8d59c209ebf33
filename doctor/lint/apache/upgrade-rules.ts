/**
 * Whether a handshake goes to a worker that carries it, and if not, which of the mistakes that look alike from
 * outside it is. Lines that were meant to carry it say so by themselves: they are looked for where they do not count.
 */

import type { Finding, Wanted } from '../finding.ts'
import { named, type Statement, within } from '../statement.ts'
import { conditionHolds, isForSockets, isProxying, type Rule, rulesOf } from './rewrite.ts'
import { carriesUpgrade, HANDSHAKE, HANDSHAKE_LIST, type Passed, PLAIN, route, schemeOf } from './route.ts'
import { type ApacheConfig, isSwitchedOn, type Site } from './site.ts'

export const APACHE_UPGRADE_FAULTS = [
  'apache-proxypass-only',
  'apache-rewrite-engine-off',
  'apache-rewrite-outside-vhost',
  'apache-rewrite-ifmodule',
  'apache-rewrite-upgrade-case',
  'apache-rewrite-connection-exact',
  'apache-rewrite-to-http',
  'apache-rewrite-in-location',
  'apache-ws-proxypass-shadowed',
  'apache-ws-locationmatch-shadowed',
  'apache-proxy-http-missing',
  'apache-proxy-submodules-missing',
] as const

type Fault = (typeof APACHE_UPGRADE_FAULTS)[number]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

export function upgradeFindings(
  config: ApacheConfig,
  site: Site,
  path: string,
  { host, version }: Wanted,
): readonly Finding[] {
  const usual = route(site, path, host, HANDSHAKE)
  const listed = route(site, path, host, HANDSHAKE_LIST)
  if (usual.is !== 'passed') return []
  const unable = moduleMissing(config, site, path, host, usual)
  if (unable) return [unable]
  const goes = (passed: typeof usual | typeof listed) =>
    passed.is !== 'passed' || passed.perhaps || carriesUpgrade(site, passed, version)
  if (goes(usual) && goes(listed)) return []
  const stuck = goes(usual) ? listed : usual
  if (stuck.is !== 'passed') return []
  return [meant(config, site, path, stuck, goes(usual)) ?? found('apache-proxypass-only', stuck.by)]
}

/** Only where the file loads mod_proxy itself does it say which others are missing. */
function moduleMissing(
  { modules }: ApacheConfig,
  site: Site,
  path: string,
  host: string | undefined,
  socket: Passed,
): Finding | undefined {
  if (!modules?.has('proxy') || modules.has('proxy_http')) return undefined
  const page = route(site, path, host, PLAIN)
  if (modules.has('proxy_wstunnel') && page.is === 'passed' && schemeOf(page).startsWith('http'))
    return found('apache-proxy-http-missing', page.by)
  return modules.has('proxy_wstunnel') ? undefined : found('apache-proxy-submodules-missing', socket.by)
}

/** The line that was to carry the handshake, by the reason for which it does not. */
function meant(
  config: ApacheConfig,
  site: Site,
  path: string,
  stuck: Passed,
  someGo: boolean,
): Finding | undefined {
  const rules = rulesOf(site.own)
  const own = rules.find(isForSockets)
  if (own && !isSwitchedOn({ ...site, main: [] }, 'rewriteengine'))
    return found('apache-rewrite-engine-off', own.rule)
  const asking = { path, host: site.names[0], hasTls: site.hasTls }
  return (
    rules.map((rule) => byCondition(rule, { ...asking, ...HANDSHAKE }, someGo)).find(Boolean) ??
    toHttp(rules, stuck) ??
    elsewhere(config, site) ??
    shadowed(site, stuck)
  )
}

function byCondition(
  rule: Rule,
  asking: Parameters<typeof conditionHolds>[1],
  someGo: boolean,
): Finding | undefined {
  if (!isForSockets(rule)) return undefined
  const about = (header: string) =>
    rule.conditions.find(({ args }) => args[0]?.toLowerCase() === `%{http:${header}}`)
  const upgrade = about('upgrade')
  if (upgrade && conditionHolds(upgrade, asking) === false)
    return found('apache-rewrite-upgrade-case', upgrade, 'browsers send "websocket"')
  const connection = about('connection')
  const isExact = (request: typeof asking) => connection && conditionHolds(connection, request) === false
  if (connection && (someGo || isExact(asking) || isExact({ ...asking, connection: 'keep-alive, Upgrade' })))
    return found('apache-rewrite-connection-exact', connection, 'it fails for "keep-alive, Upgrade"')
  return undefined
}

/** The rule that was written for handshakes, because it asks for Upgrade, sends them to a worker for plain HTTP. */
function toHttp(rules: readonly Rule[], stuck: Passed): Finding | undefined {
  const rule = rules.find(({ rule: each }) => each === stuck.by)
  const asksUpgrade = rule?.conditions.some(({ args }) => /http:upgrade/i.test(args[0] ?? ''))
  return rule && isProxying(rule) && asksUpgrade ? found('apache-rewrite-to-http', rule.rule) : undefined
}

/** Rules for sockets that stand where they do not count for this site. */
function elsewhere({ main, skipped }: ApacheConfig, site: Site): Finding | undefined {
  const inSection = [...site.own, ...site.main]
    .filter(({ name, block }) => block && /^(location|locationmatch|directory|if)$/i.test(name))
    .flatMap(({ block = [] }) => rulesOf(block))
    .find(isForSockets)
  if (inSection) return found('apache-rewrite-in-location', inSection.rule)
  const unloaded = skipped.find(({ block = [] }) => rulesOf(within(block)).some(isForSockets))
  if (unloaded) return found('apache-rewrite-ifmodule', unloaded)
  const outside = site.isVirtual ? rulesOf(main).find(isForSockets) : undefined
  const isInherited = named(site.own, 'rewriteoptions').some(({ args }) => /inherit/i.test(args.join(' ')))
  return outside && !isInherited ? found('apache-rewrite-outside-vhost', outside.rule) : undefined
}

/** A ProxyPass to ws:// that is never reached. */
function shadowed(site: Site, stuck: Passed): Finding | undefined {
  const isSocket = ({ args }: Statement) => args.some((arg) => /^wss?:\/\//i.test(arg))
  const later = named([...site.own, ...site.main], 'proxypass', 'proxypassmatch').find(isSocket)
  if (later) return found('apache-ws-proxypass-shadowed', later, `line ${stuck.by.at.line} takes it first`)
  const section = [...site.own, ...site.main]
    .filter(({ name, args, block }) => block && (/^locationmatch$/i.test(name) || args[0] === '~'))
    .flatMap(({ block = [] }) => named(block, 'proxypass'))
    .find(isSocket)
  return (
    section && found('apache-ws-locationmatch-shadowed', section, `line ${stuck.by.at.line} takes it first`)
  )
}
