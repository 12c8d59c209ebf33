/** What a virtual host does to requests that are no handshakes, and whether the path of the sockets gets through. */
import { baseOf, type Finding, type Wanted } from '../finding.ts'
import { HELD_SECONDS, PING_SECONDS } from '../limits.ts'
import { named, type Statement } from '../statement.ts'
import { HANDSHAKE, membersOf, type Passed, PLAIN, pathAtApp, type Route, route, schemeOf } from './route.ts'
import { type ApacheConfig, isSwitchedOn, lineOf, type Site, sectionsFor, socketKey } from './site.ts'

export const APACHE_PAGE_FAULTS = [
  'apache-timeouts-low',
  'apache-proxy-timeout-low',
  'apache-host-not-preserved',
  'apache-host-lost',
  'apache-scheme-not-forwarded',
  'apache-upstream-wrong-scheme',
  'apache-sub-path-slash',
  'apache-path-excluded',
  'apache-path-denied',
  'apache-vhost-shadowed',
] as const

type Fault = (typeof APACHE_PAGE_FAULTS)[number]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

export function pageFindings(site: Site, path: string, wanted: Wanted): readonly Finding[] {
  const socket = route(site, path, wanted.host, HANDSHAKE)
  const page = route(site, `${baseOf(path.replace(/[^/]*$/, ''))}p/room`, wanted.host, PLAIN)
  const denied = deniedBy(site, path, page)
  if (denied) return [found('apache-path-denied', denied)]
  if (socket.is === 'excluded' && page.is === 'passed') return [found('apache-path-excluded', socket.by)]
  if (socket.is === 'static' && page.is === 'passed' && wanted.path !== undefined)
    return [found('apache-path-excluded', page.by, `no line takes ${wanted.path}`)]
  if (socket.is !== 'passed') return []
  return [...timeouts(site, socket), ...addresses(socket, page), ...hostAndScheme(site, socket)]
}

/** The last section of the path that says who may come counts (mod_authz_core). */
function deniedBy(site: Site, path: string, page: Route): Statement | undefined {
  const says = (at: string) =>
    sectionsFor(site, at)
      .flatMap(({ block = [] }) => named(block, 'require', 'deny'))
      .at(-1)
  const isDenied = (line: Statement | undefined) =>
    /^(all denied|from all)$/i.test(line?.args.join(' ') ?? '') ? line : undefined
  const line = isDenied(says(path))
  const isPageDenied = isDenied(says(path.replace(/[^/]*\/[^/]*$/, 'p/room'))) !== undefined
  return line && page.is === 'passed' && !isPageDenied ? line : undefined
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || !/^\d+$/.test(text) ? undefined : Number(text)

/** The larger of Timeout and the worker's own counts for sockets; the worker's alone for answers: measured. */
function timeouts(site: Site, socket: Passed): readonly Finding[] {
  const parameter = (words: readonly string[]) =>
    numberOf(words.find((word) => /^timeout=/i.test(word))?.slice('timeout='.length))
  const members = membersOf(site, socket)
  const proxyTimeout = lineOf(site, 'proxytimeout')
  const own = parameter(socket.parameters) ?? parameter(members[0]?.args ?? [])
  const worker = own ?? numberOf(proxyTimeout?.args[0])
  const general = lineOf(site, 'timeout')
  // Without a line of its own it is 60 s, Debian's apache2.conf says 300.
  const timeout = numberOf(general?.args[0])
  const at = own === undefined ? (proxyTimeout ?? general) : (members[0] ?? socket.by)
  const longest = Math.max(worker ?? timeout ?? HELD_SECONDS + 1, timeout ?? HELD_SECONDS + 1)
  if (at === undefined) return []
  if (longest <= PING_SECONDS)
    return [found('apache-timeouts-low', at, `${longest} s; the server pings every ${PING_SECONDS} s`)]
  const answers = worker ?? timeout
  return answers !== undefined && answers <= HELD_SECONDS
    ? [found('apache-proxy-timeout-low', at, `${answers} s; requests are held for up to ${HELD_SECONDS} s`)]
    : []
}

/** Ports on which apps speak plain HTTP by themselves. */
const PLAIN_PORT = /^https:\/\/[^/]*:(80|3000)(\/|$)/i

function addresses(socket: Passed, page: Route): readonly Finding[] {
  const plain = [socket, ...(page.is === 'passed' ? [page] : [])].find(({ to }) => PLAIN_PORT.test(to))
  if (plain) return [found('apache-upstream-wrong-scheme', plain.by)]
  if (page.is === 'passed' && pathAtApp(page).startsWith('//') && !page.isRewritten)
    return [found('apache-sub-path-slash', page.by, `the app is asked for ${pathAtApp(page)}`)]
  if (pathAtApp(socket).startsWith('//') && !socket.isRewritten)
    return [found('apache-sub-path-slash', socket.by, `the app is asked for ${pathAtApp(socket)}`)]
  return []
}

function hostAndScheme(site: Site, socket: Passed): readonly Finding[] {
  const inside = sectionsFor(site, '/').flatMap(({ block = [] }) => block)
  const headers = named([...site.own, ...site.main, ...inside], 'requestheader')
  const sets = (name: string) =>
    headers.some(
      ({ args }) => /^(set|add|append|setifempty)$/i.test(args[0] ?? '') && args[1]?.toLowerCase() === name,
    )
  const keepsHost =
    isSwitchedOn(site, 'proxypreservehost') ||
    named(inside, 'proxypreservehost').some(({ args }) => args[0]?.toLowerCase() === 'on') ||
    sets('host')
  // Whoever stands behind another proxy says so to mod_remoteip, and passes on what that one said.
  const standsBehind = lineOf(site, 'remoteipheader') !== undefined
  const silent = lineOf(site, 'proxyaddheaders')
  const isSilent = silent?.args[0]?.toLowerCase() === 'off'
  const off = lineOf(site, 'proxypreservehost') ?? socket.by
  return [
    ...(keepsHost
      ? []
      : [isSilent && silent ? found('apache-host-lost', silent) : found('apache-host-not-preserved', off)]),
    ...(site.hasTls && !standsBehind && !sets('x-forwarded-proto') && schemeOf(socket) !== 'https'
      ? [found('apache-scheme-not-forwarded', socket.by)]
      : []),
  ]
}

/** Of two virtual hosts with one name at one address the first answers; `apachectl -S` shows it. */
export const shadowedHosts = ({ sites }: ApacheConfig): readonly Finding[] =>
  sites.flatMap((site, index) => {
    const isPassing = named(site.own, 'proxypass', 'rewriterule').length > 0
    const first = sites
      .slice(0, index)
      .find(
        (other) =>
          other.names.some((name) => site.names.includes(name)) &&
          other.sockets.some((socket) => site.sockets.map(socketKey).includes(socketKey(socket))),
      )
    return first && isPassing
      ? [found('apache-vhost-shadowed', site, `the virtual host at line ${first.at.line} answers instead`)]
      : []
  })
