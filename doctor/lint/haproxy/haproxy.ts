/** HAProxy for the linter: it passes upgrades by itself, so what is looked for are rules and timeouts that end them. */
import type { Dialect } from '../dialect.ts'
import { baseOf, type Finding, uncovered, type Wanted } from '../finding.ts'
import { HELD_SECONDS, HOUR, LARGE_BODY, PING_SECONDS } from '../limits.ts'
import { named, type Statement } from '../statement.ts'
import { asksAbout, type Request } from './condition.ts'
import { type Arrived, type Journey, journey } from './journey.ts'
import { defaultsOf, readHaproxy } from './read.ts'

const FAULTS = [
  'haproxy-upgrade-removed',
  'haproxy-connection-removed',
  'haproxy-upgrade-denied',
  'haproxy-tunnel-timeout',
  'haproxy-client-timeout-cuts-sockets',
  'haproxy-server-timeout-cuts-sockets',
  'haproxy-server-timeout',
  'haproxy-body-too-small',
  'haproxy-host-replaced',
  'haproxy-socket-path-not-routed',
  'haproxy-sub-path-kept',
  'haproxy-sub-path-not-announced',
  'haproxy-inner-redirects-to-https',
  'haproxy-tls-not-switched-on',
  'haproxy-hard-stop-after',
] as const

/** A port that should speak TLS and does not sends everybody round in a circle, too. */
const COVERS = { 'haproxy-tls-not-switched-on': ['haproxy-inner-redirects-to-https'] }

type Fault = (typeof FAULTS)[number]
type Sections = readonly Statement[]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

/** A line of a section, or of the defaults it lives by. */
const lineOf = (
  sections: Sections,
  section: Statement,
  name: string,
  word?: string,
): Statement | undefined => {
  const own = (lines: readonly Statement[] = []) =>
    named(lines, name)
      .filter(({ args }) => word === undefined || args[0] === word)
      .at(-1)
  return own(section.block) ?? own(defaultsOf(sections, section)?.block)
}

const UNITS: Readonly<Record<string, number>> = { us: 1e-6, ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }

/** Without a unit it is milliseconds (configuration manual, 2.6). */
const secondsOf = (text: string | undefined): number | undefined => {
  const match = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text ?? '')
  return match ? Number(match[1]) * (UNITS[match[2] ?? 'ms'] as number) : undefined
}

const timeout = (sections: Sections, section: Statement, which: string) => {
  const line = lineOf(sections, section, 'timeout', which)
  return { line, seconds: secondsOf(line?.args[1]) }
}

const isHttp = (sections: Sections, section: Statement): boolean =>
  (lineOf(sections, section, 'mode')?.args[0] ?? 'tcp') === 'http'

const hasTls = (front: Statement): boolean =>
  named(front.block ?? [], 'bind').some(({ args }) => args.includes('ssl'))

function frontFindings(sections: Sections, front: Statement, wanted: Wanted): readonly Finding[] {
  const request: Request = {
    path: `${wanted.path ?? '/collab/'}room`,
    host: wanted.host,
    method: 'GET',
    upgrade: 'websocket',
    connection: 'Upgrade',
    hasTls: hasTls(front),
  }
  const socket = journey(sections, front, request)
  const page = journey(sections, front, {
    ...request,
    path: `${baseOf(wanted.path ?? '/collab/')}p/room`,
    upgrade: undefined,
    connection: 'keep-alive',
  })
  return [
    ...stopped(sections, front, socket, page, wanted),
    ...(socket.is === 'arrived'
      ? socket.possible.flatMap((arrived) => arrival(sections, front, arrived, wanted))
      : []),
    ...bodySize([
      ...(front.block ?? []),
      ...(page.is === 'arrived' ? page.possible.flatMap(({ backend }) => backend.block ?? []) : []),
    ]),
    ...plainTls(front),
  ]
}

function stopped(
  sections: Sections,
  front: Statement,
  socket: Journey,
  page: Journey,
  { path }: Wanted,
): readonly Finding[] {
  if (socket.is === 'refused' && page.is === 'arrived') {
    const aboutUpgrade = asksAbout(socket.by.args, front.block ?? []).some((words) => /upgrade/i.test(words))
    return [found(aboutUpgrade ? 'haproxy-upgrade-denied' : 'haproxy-socket-path-not-routed', socket.by)]
  }
  if (socket.is === 'nowhere' && page.is === 'arrived' && path !== undefined)
    return [found('haproxy-socket-path-not-routed', front, `no line takes ${path}`)]
  const leads = named(front.block ?? [], 'default_backend', 'use_backend', 'server').length > 0
  const noTls = !sections.some(hasTls)
  const isToHttps = socket.is === 'redirected' && /\bscheme https\b/.test(socket.by.args.join(' '))
  return isToHttps && leads && noTls ? [found('haproxy-inner-redirects-to-https', socket.by)] : []
}

function arrival(
  sections: Sections,
  front: Statement,
  { backend, request, removed, set, isPathKnown }: Arrived,
  { path }: Wanted,
): readonly Finding[] {
  const replaced = set.get('host')
  const isReplaced = replaced !== undefined && !replaced.args[2]?.includes('%[')
  const base = baseOf(path ?? '/')
  const isTold = set.has('x-forwarded-prefix')
  const isKept = request.path.startsWith(base)
  const server = named(backend.block ?? [], 'server')[0] ?? backend
  return [
    ...(removed.upgrade ? [found('haproxy-upgrade-removed', removed.upgrade)] : []),
    ...(removed.connection ? [found('haproxy-connection-removed', removed.connection)] : []),
    ...(isReplaced && !set.has('x-forwarded-host') ? [found('haproxy-host-replaced', replaced)] : []),
    ...(base !== '/' && !isTold && isPathKnown
      ? [
          found(
            isKept ? 'haproxy-sub-path-kept' : 'haproxy-sub-path-not-announced',
            server,
            'unless HOLDFAST_PUBLIC_URL has the path',
          ),
        ]
      : []),
    ...timeouts(sections, front, backend),
  ]
}

/** Once the two sides talk over a tunnel, `timeout tunnel` replaces the other two; without it the lower one cuts. */
function timeouts(sections: Sections, front: Statement, backend: Statement): readonly Finding[] {
  const tunnel = timeout(sections, backend, 'tunnel')
  const client = timeout(sections, front, 'client')
  const server = timeout(sections, backend, 'server')
  const cuts = ({ seconds }: typeof tunnel) => seconds !== undefined && seconds > 0 && seconds <= PING_SECONDS
  const says = ({ seconds }: typeof tunnel) => `${seconds} s; the server pings every ${PING_SECONDS} s`
  if (tunnel.line && cuts(tunnel)) return [found('haproxy-tunnel-timeout', tunnel.line, says(tunnel))]
  if (!tunnel.line && server.line && cuts(server))
    return [found('haproxy-server-timeout-cuts-sockets', server.line, says(server))]
  if (!tunnel.line && client.line && cuts(client))
    return [found('haproxy-client-timeout-cuts-sockets', client.line, says(client))]
  return server.line && server.seconds !== undefined && server.seconds > 0 && server.seconds <= HELD_SECONDS
    ? [
        found(
          'haproxy-server-timeout',
          server.line,
          `${server.seconds} s; requests are held for up to ${HELD_SECONDS} s`,
        ),
      ]
    : []
}

function bodySize(lines: readonly Statement[]): readonly Finding[] {
  const limit = (line: Statement): number | undefined =>
    asksAbout(line.args, lines)
      .map((words) => /(?:body_size|content-length\)?)\s+gt\s+(\d+)/i.exec(words)?.[1])
      .map(Number)
      .find((size) => size < LARGE_BODY)
  const line = named(lines, 'http-request').find(
    ({ args, ...rest }) => args[0] === 'deny' && limit({ args, ...rest }),
  )
  return line ? [found('haproxy-body-too-small', line)] : []
}

const plainTls = (front: Statement): readonly Finding[] =>
  named(front.block ?? [], 'bind')
    .filter(
      ({ args }) => /:443$/.test(args[0] ?? '') && !args.includes('ssl') && !/^quic/.test(args[0] ?? ''),
    )
    .map((line) => found('haproxy-tls-not-switched-on', line))

export const haproxy: Dialect = {
  proxy: 'haproxy',
  faults: FAULTS,
  marks: [
    /^(global|defaults|frontend|backend|listen)([ \t]+\S+)?[ \t]*(#.*)?$/,
    /^[ \t]+(bind|mode|balance|use_backend|default_backend|http-request|timeout|option|server|acl|stick-table|maxconn|stats|errorfile)[ \t]+[^;{\n]*/,
  ],
  read(texts, _files, wanted) {
    const sections = texts.flatMap(({ name, text }) => readHaproxy(name, text))
    const fronts = sections
      .filter(
        ({ name, block = [] }) =>
          name === 'frontend' || (name === 'listen' && named(block, 'bind').length > 0),
      )
      .filter((front) => isHttp(sections, front) && !isForNumbers(front))

    return {
      findings: [
        ...stopsHard(sections),
        ...fronts.flatMap((front) => uncovered(frontFindings(sections, front, wanted), COVERS)),
      ],
      oddities: [],
      spared: [],
      ways: fronts.length,
    }
  },
}

const stopsHard = (sections: Sections): readonly Finding[] =>
  named(sections, 'global')
    .flatMap(({ block = [] }) => named(block, 'hard-stop-after'))
    .filter(({ args }) => (secondsOf(args[0]) ?? HOUR) < HOUR)
    .map((line) => found('haproxy-hard-stop-after', line))

/** Pages about HAProxy itself, which lead to no app. */
const isForNumbers = ({ block = [] }: Statement): boolean =>
  named(block, 'stats').length > 0 && named(block, 'server', 'use_backend', 'default_backend').length === 0
