/** Caddy for the linter: reverse_proxy does everything right by itself, so what is looked for is what undoes it. */
import type { Dialect } from '../dialect.ts'
import { baseOf, type Finding, type Wanted } from '../finding.ts'
import { HELD_SECONDS, LARGE_BODY, PING_SECONDS } from '../limits.ts'
import { named, type Statement, within } from '../statement.ts'
import { type Journey, journey, withoutMatcher } from './journey.ts'
import { type CaddySite, readCaddy } from './read.ts'

const FAULTS = [
  'caddy-upgrade-removed',
  'caddy-connection-removed',
  'caddy-body-too-small',
  'caddy-read-timeout',
  'caddy-response-header-timeout',
  'caddy-socket-path-not-proxied',
  'caddy-handle-keeps-prefix',
  'caddy-sub-path-not-announced',
] as const

type Fault = (typeof FAULTS)[number]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

type Passed = Extract<Journey, { is: 'passed' }>

function siteFindings(site: CaddySite, wanted: Wanted): readonly Finding[] {
  if (wanted.path === undefined) return likelyPaths(site).flatMap((path) => pathFindings(site, path, wanted))
  return pathFindings(site, wanted.path, wanted)
}

/** Where the app's sockets may live: at the usual path, or below any path that has a part of the site to itself. */
const likelyPaths = ({ statements }: CaddySite): readonly string[] => [
  '/collab/',
  ...within(statements).flatMap(({ name, args }) => {
    const words = name.startsWith('@') && args[0] === 'path' ? args.slice(1) : args.slice(0, 1)
    return words.filter((word) => /^\/.+\*$/.test(word)).map((word) => word.replace(/\/?\*$/, '/'))
  }),
]

function pathFindings(site: CaddySite, path: string, wanted: Wanted): readonly Finding[] {
  const base = baseOf(path)
  const asked = { host: wanted.host, isHandshake: true, path: `${path}room` }
  const socket = journey(site.statements, asked)
  const page = journey(site.statements, { ...asked, isHandshake: false, path: `${base}p/room` })
  const passed = socket.is === 'passed' ? socket : page.is === 'passed' ? page : undefined
  if (passed === undefined) return []
  if (socket.is !== 'passed')
    return wanted.path === undefined
      ? []
      : [found('caddy-socket-path-not-proxied', passed.by, `nothing takes ${path}`)]
  return [
    ...removals(socket),
    ...timeouts(socket),
    ...(page.is === 'passed' ? bodySize(page) : []),
    // Whether an app knows its path is not in the file; asked for a path, silence about it is worth saying.
    ...(wanted.path === undefined ? [] : subPath(socket, base)),
  ]
}

const headersUp = ({
  by,
  through,
}: Passed): readonly { readonly line: Statement; readonly header: string }[] => [
  ...named(by.block ?? [], 'header_up').map((line) => ({ line, header: line.args[0] ?? '' })),
  ...through
    .filter(({ name }) => name === 'request_header')
    .map((line) => ({ line, header: withoutMatcher(line)[0] ?? '' })),
]

function removals(socket: Passed): readonly Finding[] {
  const removing = (header: string) =>
    headersUp(socket).find((each) => each.header.toLowerCase() === `-${header}`)?.line
  const [upgrade, connection] = [removing('upgrade'), removing('connection')]
  return [
    ...(upgrade ? [found('caddy-upgrade-removed', upgrade)] : []),
    ...(connection ? [found('caddy-connection-removed', connection)] : []),
  ]
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
}

/** Durations as Go writes them: `1h30m`, `15s`. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d))+$/.test(text)) return undefined
  return [...text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h|d)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit as string] as number),
    0,
  )
}

function timeouts({ by }: Passed): readonly Finding[] {
  const lines = within(named(by.block ?? [], 'transport'))
  const [silence] = named(lines, 'read_timeout')
  const [head] = named(lines, 'response_header_timeout')
  const silent = secondsOf(silence?.args[0])
  const waiting = secondsOf(head?.args[0])
  return [
    ...(silence && silent !== undefined && silent <= PING_SECONDS
      ? [found('caddy-read-timeout', silence, `${silent} s; the server pings every ${PING_SECONDS} s`)]
      : []),
    ...(head && waiting !== undefined && waiting <= HELD_SECONDS
      ? [
          found(
            'caddy-response-header-timeout',
            head,
            `${waiting} s; requests are held for up to ${HELD_SECONDS} s`,
          ),
        ]
      : []),
  ]
}

const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

function bodySize({ through }: Passed): readonly Finding[] {
  const lines = through
    .filter(({ name }) => name === 'request_body')
    .flatMap(({ block = [] }) => named(block, 'max_size'))
  return lines
    .filter(({ args }) => {
      const match = /^([\d.]+)\s*([a-z]*)$/i.exec(args.join(''))
      const unit = SIZES[(match?.[2] ?? '?').toLowerCase()]
      return match && unit !== undefined && Number(match[1]) * unit < LARGE_BODY
    })
    .map((line) => found('caddy-body-too-small', line))
}

function subPath(socket: Passed, base: string): readonly Finding[] {
  const isTold = headersUp(socket).some(({ header }) => /^[+>]?x-forwarded-prefix$/i.test(header))
  if (base === '/' || isTold || !socket.isPathKnown) return []
  const isKept = socket.path.startsWith(base)
  return [
    found(
      isKept ? 'caddy-handle-keeps-prefix' : 'caddy-sub-path-not-announced',
      socket.by,
      'unless HOLDFAST_PUBLIC_URL has the path',
    ),
  ]
}

const answersFor = ({ addresses }: CaddySite, host: string | undefined): boolean => {
  const names = addresses.map((address) => address.replace(/^https?:\/\//, '').replace(/[:/].*$/, ''))
  return (
    host === undefined ||
    names.length === 0 ||
    names.some(
      (name) =>
        name === '' ||
        name === host ||
        name.includes('{') ||
        (name.startsWith('*.') && host.endsWith(name.slice(1))),
    )
  )
}

export const caddy: Dialect = {
  proxy: 'caddy',
  faults: FAULTS,
  marks: [
    /^[ \t]*(reverse_proxy|handle|handle_path|handle_errors|encode|file_server|header_up|header_down|redir|respond|tls|request_body|forward_auth|basic_auth|basicauth|php_fastcgi|import|root|route|email|transport|lb_policy)\b[^;\n]*$/,
    /^(https?:\/\/)?[\w.*{}$-]+(:\d+)?(,\s*\S+)*[ \t]+\{[ \t]*$/,
    /^[ \t]*@\w+(\s+\{|\s+\w+)/,
    /^\([\w-]+\)\s*\{[ \t]*$/,
  ],
  read(texts, files, wanted) {
    const parts = texts.map(({ name, text }) => readCaddy(name, text, files))
    const sites = parts
      .flatMap(({ sites: all }) => all)
      .filter((site) => answersFor(site, wanted.host))
      .filter(({ statements }) => named(within(statements), 'reverse_proxy').length > 0)
    return {
      findings: sites.flatMap((site) => siteFindings(site, wanted)),
      oddities: parts.flatMap(({ oddities }) => oddities),
      spared: [],
      ways: sites.length,
    }
  },
}
