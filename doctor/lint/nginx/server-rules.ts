/** Which server answers, and whether the path of the sockets leads to the app at all. */
import { baseOf, type Finding, type Wanted } from '../finding.ts'
import { HOUR } from '../limits.ts'
import { named, type Statement, within } from '../statement.ts'
import {
  effective,
  type Level,
  type Location,
  type NginxConfig,
  passing,
  type Server,
  seconds,
} from './config.ts'
import { answersFor, type Door, headerLine } from './doors.ts'
import { variablesIn } from './values.ts'

export const PATH_FAULTS = [
  'nginx-ws-location-missing',
  'nginx-single-page-fallback',
  'nginx-sub-path-doubled',
  'nginx-sub-path-kept',
  'nginx-sub-path-not-announced',
  'nginx-auth-basic',
  'nginx-auth-redirect',
] as const

export const SERVER_FAULTS = [
  'nginx-return-503',
  'nginx-tls-not-switched-on',
  'nginx-config-name-shadowed',
  'nginx-wrong-server-name',
  'nginx-default-server-answers',
  'nginx-worker-shutdown-timeout',
  'nginx-config-syntax-error',
  'nginx-config-not-included',
] as const

type Fault = (typeof PATH_FAULTS)[number] | (typeof SERVER_FAULTS)[number]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

const statementOf = (level: Level, server: Server): Statement =>
  'modifier' in level ? (level as Location).statement : server.statement

export function pathFindings(door: Door, wanted: Wanted): readonly Finding[] {
  const { server, socket, page } = door
  if (socket.is === 'file')
    return [
      found(
        'nginx-single-page-fallback',
        statementOf(socket.by, server),
        `${wanted.path} gets ${socket.path}`,
      ),
    ]
  if (socket.is === 'static') return [found('nginx-ws-location-missing', statementOf(socket.by, server))]
  if (socket.is !== 'passed') return []
  return [...loginFindings(socket.by, page), ...slashFindings(socket.by, wanted)]
}

const isOn = (level: Level, name: string): boolean => {
  const [value] = effective(level, name).at(-1)?.args ?? []
  return value !== undefined && value !== 'off'
}

/** A login for the socket alone: whoever has the page has shown nothing yet. */
function loginFindings(location: Location, page: Door['page']): readonly Finding[] {
  const alone = (name: string) => isOn(location, name) && page.is === 'passed' && !isOn(page.by, name)
  const password = effective(location, 'auth_basic').at(-1)
  if (password && alone('auth_basic')) return [found('nginx-auth-basic', password)]
  const redirect = effective(location, 'error_page').find(
    ({ args }) => args[0] === '401' && /^(=(302)?|@|\/|https?:)/.test(args[1] ?? ''),
  )
  return redirect && alone('auth_request') ? [found('nginx-auth-redirect', redirect)] : []
}

function slashFindings(location: Location, { path }: Wanted): readonly Finding[] {
  const pass = passing(location)
  const { pattern, modifier } = location
  if (pass?.name !== 'proxy_pass' || (modifier !== '' && modifier !== '^~') || pattern === '/') return []
  if (named(location.statements, 'rewrite').length > 0) return []
  const uri = /^https?:\/\/[^/$]+(\/[^$]*)?$/.exec(pass.args[0] ?? '')
  if (uri === null) return []
  const cutsTo = uri[1]
  if (cutsTo?.endsWith('/') && !pattern.endsWith('/'))
    return [found('nginx-sub-path-doubled', location.statement, `${pattern}/x becomes ${cutsTo}/x`)]
  // Whether the app knows its path is not in the file; asked for a path, silence about it is worth saying.
  if (path === undefined || baseOf(path) === '/' || !baseOf(path).startsWith(pattern)) return []
  if (headerLine(location, 'X-Forwarded-Prefix') !== undefined) return []
  const unless = 'unless HOLDFAST_PUBLIC_URL has the path'
  return [found(cutsTo === undefined ? 'nginx-sub-path-kept' : 'nginx-sub-path-not-announced', pass, unless)]
}

/** What is wrong with servers and with the file, whichever path is asked for. */
export const serverFindings = (config: NginxConfig, wanted: Wanted): readonly Finding[] => [
  ...config.servers.filter((server) => answersFor(server, wanted.host)).flatMap(serverFaults),
  ...shadowed(config).map(({ finding }) => finding),
  ...byAnother(config, wanted),
  ...shutdown(config),
  ...refused(config),
  ...notIncluded(config),
]

/** It answers for names that nobody gave a server: that it refuses them is what it is for. */
const isCatchAll = ({ names, listens }: Server): boolean =>
  names.length === 0 ||
  names.includes('_') ||
  listens.some(({ options }) => options.includes('default_server'))

function serverFaults(server: Server): readonly Finding[] {
  const refusesStrangers = isCatchAll(server) && !isProxying(server)
  const maintenance = [
    server,
    ...server.locations.filter(({ modifier, pattern }) => modifier === '' && pattern === '/'),
  ]
    .flatMap(({ statements }) => named(statements, 'return'))
    .find(({ args }) => args[0] === '503')
  const hasCertificate = named(server.statements, 'ssl_certificate').length > 0
  const hasTls = server.listens.some(({ options }) => options.includes('ssl') || options.includes('quic'))
  const switchedOn = hasTls || named(server.statements, 'ssl').some(({ args }) => args[0] === 'on')
  const [listen] = server.listens.filter(({ port }) => port !== 80)
  return [
    ...(maintenance && !refusesStrangers ? [found('nginx-return-503', maintenance)] : []),
    ...(hasCertificate && !switchedOn && listen
      ? [found('nginx-tls-not-switched-on', listen.statement)]
      : []),
  ]
}

const isProxying = ({ locations }: Pick<Server, 'locations'>): boolean =>
  locations.some((location) => passing(location) !== undefined || isProxying(location))

const socketsOf = ({ listens }: Server): readonly string[] =>
  listens.length === 0 ? ['*:80'] : listens.map(({ socket }) => socket)

interface Shadow {
  readonly finding: Finding
  /** The server that answers for both. */
  readonly by: Server
}

/** Of two servers with one name at one address the first answers, and nginx only warns. */
export const shadowed = ({ servers }: NginxConfig): readonly Shadow[] =>
  servers.flatMap((server, index) => {
    if (!isProxying(server)) return []
    const by = servers
      .slice(0, index)
      .find(
        (other) =>
          other.names.some((name) => server.names.includes(name)) &&
          socketsOf(other).some((socket) => socketsOf(server).includes(socket)),
      )
    if (by === undefined) return []
    const at = named(server.statements, 'server_name')[0] ?? server.statement
    const { line, file } = by.statement.at
    const detail = `the server at line ${line} of ${file} answers instead`
    return [{ by, finding: found('nginx-config-name-shadowed', at, detail) }]
  })

/** The name people type is in no server: the default one answers (ngx_http_core_module, listen). */
function byAnother({ servers }: NginxConfig, { host }: Wanted): readonly Finding[] {
  if (host === undefined || servers.some((server) => isProxying(server) && answersFor(server, host)))
    return []
  const meant = servers.find(isProxying)
  if (meant === undefined) return []
  const sockets = socketsOf(meant)
  const here = servers.filter((server) => socketsOf(server).some((socket) => sockets.includes(socket)))
  const isDefault = ({ listens }: Server) =>
    listens.some(({ options }) => options.includes('default_server') || options.includes('default'))
  const answering = here.find(isDefault) ?? here[0]
  if (answering === undefined || answering === meant) return []
  const at = named(meant.statements, 'server_name')[0] ?? meant.statement
  const hangsUp = named(answering.statements, 'return').some(({ args }) => args[0] === '444')
  const detail = `${host} is answered by the server at line ${answering.statement.at.line}`
  return [found(hangsUp ? 'nginx-wrong-server-name' : 'nginx-default-server-answers', at, detail)]
}

const shutdown = ({ main }: NginxConfig): readonly Finding[] =>
  named(main, 'worker_shutdown_timeout')
    .filter(({ args }) => (seconds(args[0]) ?? HOUR) < HOUR)
    .map((line) => found('nginx-worker-shutdown-timeout', line))

/** How many words a line may have; a missing semicolon joins two lines into one that has too many. */
const WORDS: Readonly<Record<string, number>> = {
  proxy_set_header: 2,
  proxy_pass: 1,
  proxy_http_version: 1,
  proxy_buffering: 1,
  proxy_read_timeout: 1,
  proxy_send_timeout: 1,
  proxy_connect_timeout: 1,
  client_max_body_size: 1,
}

function refused(config: NginxConfig): readonly Finding[] {
  const long = Object.entries(WORDS).flatMap(([name, most]) =>
    inEvery(config.main, name)
      .filter(({ args }) => args.length !== most)
      .map((line) =>
        found('nginx-config-syntax-error', line, `"${name}" has ${line.args.length} values, not ${most}`),
      ),
  )
  const odd = config.oddities
    .filter((oddity) => oddity.refused)
    .map((oddity) => found('nginx-config-syntax-error', oddity, oddity.what))
  return [...odd, ...long, ...undefinedVariables(config)].slice(0, 1)
}

const DEFINING = /^(map|geo|split_clients|set|auth_request_set|js_set|perl_set|set_by_lua\w*)$/

/** nginx refuses a variable that nothing gives a value; only the whole configuration shows that nothing does. */
function undefinedVariables({ main, isWhole }: NginxConfig): readonly Finding[] {
  if (!isWhole) return []
  const defined = new Set(
    within(main)
      .filter(({ name }) => DEFINING.test(name))
      .flatMap(({ args }) => args),
  )
  return inEvery(main, 'proxy_set_header')
    .filter(({ args: [header = ''] }) => /^(upgrade|connection)$/i.test(header))
    .flatMap((line) => {
      const missing = variablesIn(line.args[1] ?? '').find(
        (name) => !name.startsWith('http_') && !defined.has(`$${name}`),
      )
      return missing === undefined
        ? []
        : [found('nginx-config-syntax-error', line, `nothing gives the variable "${missing}" a value`)]
    })
}

const inEvery = (statements: readonly Statement[], name: string): readonly Statement[] =>
  statements.flatMap((statement) => [
    ...(statement.name === name ? [statement] : []),
    ...inEvery(statement.block ?? [], name),
  ])

/** Patterns may match nothing, and do everywhere; it matters where none matches and nothing leads to an app. */
function notIncluded({ servers, includes }: NginxConfig): readonly Finding[] {
  const ofSites = includes.filter(
    ({ isPattern, statement }) => isPattern && /\b(sites|conf|vhost|servers)/.test(statement.args[0] ?? ''),
  )
  if (servers.some(isProxying) || ofSites.some(({ isFound }) => isFound)) return []
  return ofSites.map(({ statement }) => found('nginx-config-not-included', statement))
}
