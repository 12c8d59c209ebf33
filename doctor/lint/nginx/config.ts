/**
 * A configuration of nginx as the rules see it: servers, their locations, and which lines count in each. Lines
 * of one name are inherited from the level above only where there is none of that name (proxy_set_header and all
 * other list directives of ngx_http_proxy_module).
 */
import { regex, UNTRIED } from '../files.ts'
import { named, type Oddity, type Statement, within } from '../statement.ts'
import type { Include, NginxTexts } from './read.ts'

export interface Level {
  readonly statements: readonly Statement[]
  readonly above?: Level
}

export interface Location extends Level {
  /** ``, `=`, `^~`, `~`, `~*`, or `@` where it is called by name only. */
  readonly modifier: string
  readonly pattern: string
  readonly statement: Statement
  readonly locations: readonly Location[]
}

export interface Server extends Level {
  readonly statement: Statement
  readonly locations: readonly Location[]
  readonly names: readonly string[]
  /** `address:port` of each `listen`. */
  readonly listens: readonly Listen[]
}

export interface Listen {
  readonly socket: string
  readonly port: number
  readonly options: readonly string[]
  readonly statement: Statement
}

export interface NginxConfig {
  readonly main: readonly Statement[]
  readonly http: Level
  readonly servers: readonly Server[]
  readonly upstreams: readonly Statement[]
  readonly maps: readonly Statement[]
  /** The whole is here, not a part that is included by something else. */
  readonly isWhole: boolean
  readonly includes: readonly Include[]
  readonly oddities: readonly Oddity[]
}

export function nginxConfig({ statements, oddities, includes }: NginxTexts): NginxConfig {
  const blocks = named(statements, 'http')
  const http: Level = { statements: httpLevel(blocks, statements) }
  const servers = named(http.statements, 'server')
    .filter(({ block }) => block !== undefined)
    .map((statement) => serverOf(statement, http))
  const untried = flat(servers.flatMap(({ locations }) => locations))
    .filter(({ modifier, pattern }) => modifier.startsWith('~') && regex(pattern) === undefined)
    .map(({ statement: { at } }) => ({ at, what: UNTRIED }))
  return {
    main: statements,
    http,
    servers,
    upstreams: named(http.statements, 'upstream'),
    maps: named(http.statements, 'map'),
    isWhole: blocks.length > 0,
    includes,
    oddities: [...oddities, ...untried],
  }
}

/** Locations of all depths. */
export const flat = (locations: readonly Location[]): readonly Location[] =>
  locations.flatMap((location) => [location, ...flat(location.locations)])

const PROXYING = /^(proxy_pass|grpc_pass|fastcgi_pass|uwsgi_pass|scgi_pass)$/

/** A part of a configuration is put where it could be included: in a server, in a location, or in `http`. */
function httpLevel(blocks: readonly Statement[], statements: readonly Statement[]): readonly Statement[] {
  if (blocks.length > 0) return blocks.flatMap(({ block = [] }) => block)
  const [first] = statements
  if (first === undefined || named(statements, 'server').length > 0) return statements
  const isPassing = statements.some(({ name }) => PROXYING.test(name))
  if (isPassing) return [server(first, [{ name: 'location', args: ['/'], at: first.at, block: statements }])]
  return named(statements, 'location').length > 0 ? [server(first, statements)] : statements
}

const server = ({ at }: Statement, block: readonly Statement[]): Statement => ({
  name: 'server',
  args: [],
  at,
  block,
})

function serverOf(statement: Statement, http: Level): Server {
  const level: Level = { statements: statement.block ?? [], above: http }
  return {
    ...level,
    statement,
    locations: locationsOf(level),
    names: named(level.statements, 'server_name').flatMap(({ args }) => args),
    listens: named(level.statements, 'listen').map(listenOf),
  }
}

function listenOf(statement: Statement): Listen {
  const [where = '80', ...options] = statement.args
  const port = Number(/(?:^|:)(\d+)$/.exec(where)?.[1] ?? 80)
  const address = where.replace(/:?\d+$/, '') || '*'
  return { socket: /^\d+$/.test(where) ? `*:${port}` : `${address}:${port}`, port, options, statement }
}

const locationsOf = (level: Level): readonly Location[] =>
  named(level.statements, 'location')
    .filter(({ block }) => block !== undefined)
    .map((statement) => {
      const own: Level = { statements: statement.block ?? [], above: level }
      return { ...own, ...patternOf(statement.args), statement, locations: locationsOf(own) }
    })

function patternOf([first = '', second]: readonly string[]): { modifier: string; pattern: string } {
  if (second !== undefined) return { modifier: first, pattern: second }
  // `location =/x` and `location ~\.js$` are allowed without a space.
  const joined = /^(=|\^~|~\*|~)(.+)$/.exec(first)
  if (joined) return { modifier: joined[1] as string, pattern: joined[2] as string }
  return { modifier: first.startsWith('@') ? '@' : '', pattern: first }
}

/** The lines of this name that count here: those of the nearest level that has any. */
export function effective(level: Level | undefined, name: string): readonly Statement[] {
  if (level === undefined) return []
  const own = named(level.statements, name)
  return own.length > 0 ? own : effective(level.above, name)
}

/** Lines of this name that stand further out and do not count, because nearer ones do. */
export function discarded({ statements, above }: Level, name: string): readonly Statement[] {
  if (above === undefined) return []
  return named(statements, name).length > 0 ? outward(above, name) : discarded(above, name)
}

/** All lines of this name, here and further out. */
const outward = ({ statements, above }: Level, name: string): readonly Statement[] => [
  ...named(statements, name),
  ...(above ? outward(above, name) : []),
]

/** What hands requests of this very location on. */
export const passing = (level: Level): Statement | undefined =>
  level.statements.find(({ name }) => PROXYING.test(name))

/** Blocks of `if` that do more than answer or rewrite: what counts then is decided per request. */
export const hasDeciding = (level: Level): boolean =>
  within(named(level.statements, 'if')).some(({ name }) => PROXYING.test(name))

/** Seconds of a value such as `1h 30m`, `90s`, `500ms` (nginx, "Configuration file measurement units"). */
export function seconds(value: string | undefined): number | undefined {
  if (value === undefined || !/^(\d+(ms|[smhdwMy])?\s*)+$/.test(value)) return undefined
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
  const parts = [...value.matchAll(/(\d+)(ms|[smhdwMy])?/g)]
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? 's'] ?? 2_592_000), 0)
}

/** Bytes of a value such as `25m` or `512k`. */
export function bytes(value: string | undefined): number | undefined {
  const match = /^(\d+)([kmg]?)$/i.exec(value ?? '')
  if (!match) return undefined
  return Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf((match[2] as string).toLowerCase())
}
