/** Apache for the linter: how it is recognised, read, and what is looked for in it. */
import type { Dialect } from '../dialect.ts'
import type { Finding, Wanted } from '../finding.ts'
import { SPARED, uncovered } from '../finding.ts'
import { named } from '../statement.ts'
import { APACHE_PAGE_FAULTS, pageFindings, shadowedHosts } from './page-rules.ts'
import { readApache } from './read.ts'
import { isForSockets, rulesOf } from './rewrite.ts'
import { carriesUpgrade, HANDSHAKE, route } from './route.ts'
import { type ApacheConfig, answersFor, apacheConfig, type Site } from './site.ts'
import { APACHE_UPGRADE_FAULTS, upgradeFindings } from './upgrade-rules.ts'

/** Where nothing can come through, what would become of it does not matter yet. */
const COVERS = {
  'apache-vhost-shadowed': [...APACHE_UPGRADE_FAULTS, ...APACHE_PAGE_FAULTS.slice(0, -1)],
  'apache-upstream-wrong-scheme': ['apache-scheme-not-forwarded'],
}

const ROOM = 'room'

/** Paths below which the app's sockets may live in this site, the usual one first. */
function candidates(site: Site): readonly string[] {
  const lines = named([...site.own, ...site.main], 'proxypass').map(({ args }) => args[0] ?? '')
  const sections = [...site.own, ...site.main]
    .filter(({ name, block = [] }) => /^location$/i.test(name) && named(block, 'proxypass').length > 0)
    .map(({ args }) => args.at(-1) ?? '')
  const rules = rulesOf(site.own)
    .filter(isForSockets)
    .flatMap(({ rule, conditions }) => [
      rule.args[0] ?? '',
      ...conditions.filter(({ args }) => /request_uri/i.test(args[0] ?? '')).map(({ args }) => args[1] ?? ''),
    ])
    .flatMap((pattern) => /^\^?(\/?[\w./-]+)/.exec(pattern)?.[1] ?? [])
  return [
    `/collab/${ROOM}`,
    ...[...lines, ...sections, ...rules]
      .filter((path) => path !== '/' && path !== '')
      .map((path) => `/${path.replace(/^\/|\/$/g, '')}/${ROOM}`),
  ]
}

interface Door {
  readonly site: Site
  readonly path: string
  readonly isOpen: boolean
}

function doorsOf(
  { sites }: ApacheConfig,
  wanted: Wanted,
): { readonly doors: readonly Door[]; readonly spared: readonly Site[] } {
  const answering = sites.filter((site) => answersFor(site, wanted.host))
  if (wanted.path !== undefined)
    return {
      doors: answering.map((site) => ({ site, path: `${wanted.path}${ROOM}`, isOpen: false })),
      spared: [],
    }
  const doors = answering.flatMap((site) => likelyDoor(site, wanted) ?? [])
  // Who has it right for one site and not for another may have meant it so.
  const open = doors.filter(({ isOpen }) => isOpen)
  if (open.length === 0) return { doors, spared: [] }
  return { doors: open, spared: doors.filter(({ isOpen }) => !isOpen).map(({ site }) => site) }
}

function likelyDoor(site: Site, wanted: Wanted): Door | undefined {
  const routes = candidates(site).map((path) => ({ path, to: route(site, path, wanted.host, HANDSHAKE) }))
  const passed = routes.filter(({ to }) => to.is === 'passed')
  const open = passed.find(
    ({ to }) => to.is === 'passed' && (to.perhaps || carriesUpgrade(site, to, wanted.version)),
  )
  const [first] = passed
  const path = open?.path ?? first?.path
  return path === undefined ? undefined : { site, path, isOpen: open !== undefined }
}

export const apache: Dialect = {
  proxy: 'apache',
  faults: [...APACHE_UPGRADE_FAULTS, ...APACHE_PAGE_FAULTS],
  marks: [
    /^[ \t]*<\/?(VirtualHost|Location|LocationMatch|Directory|IfModule|Proxy|Macro|IfDefine|IfVersion)\b/i,
    /^[ \t]*(ProxyPass|ProxyPassReverse|ProxyPassMatch|ProxyPreserveHost|ProxyTimeout|RewriteEngine|RewriteCond|RewriteRule|ServerName|ServerAlias|RequestHeader|SSLEngine|SSLCertificateFile|DocumentRoot|LoadModule|BalancerMember)\s/i,
  ],
  read(texts, files, wanted) {
    const config = apacheConfig(readApache(texts, files, wanted.version))
    const { doors, spared } = doorsOf(config, wanted)
    const hidden = shadowedHosts(config)
    const findings = doors.flatMap(({ site, path }): readonly Finding[] =>
      uncovered(
        [
          ...hidden.filter(({ at }) => at === site.at),
          ...pageFindings(site, path, wanted),
          ...upgradeFindings(config, site, path, wanted),
        ],
        COVERS,
      ),
    )
    return {
      findings: [...hidden, ...findings],
      oddities: config.oddities,
      spared: spared.map(({ at }) => ({ at, what: SPARED })),
      ways: doors.length,
    }
  },
}
