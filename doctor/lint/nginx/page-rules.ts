/** What the location of the pages, and the one of the sockets, does to requests that are no handshakes. */

import type { Finding } from '../finding.ts'
import { HELD_SECONDS, LARGE_BODY, PING_SECONDS } from '../limits.ts'
import { named, type Statement } from '../statement.ts'
import { bytes, effective, type Level, type Location, type NginxConfig, passing, seconds } from './config.ts'
import { type Door, headerLine } from './doors.ts'
import { variablesIn } from './values.ts'

export const PAGE_FAULTS = [
  'nginx-read-timeout',
  'nginx-held-requests-cut',
  'nginx-body-too-small',
  'nginx-method-filter',
  'nginx-cache-ignores-headers',
  'nginx-host-missing',
  'nginx-host-without-port',
  'nginx-scheme-not-forwarded',
  'nginx-upstream-spoken-to-in-tls',
] as const

type Fault = (typeof PAGE_FAULTS)[number]
type Check = (location: Location, door: Door, config: NginxConfig) => Finding | undefined

const found = (fault: Fault, { at }: Statement, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

export function pageFindings(config: NginxConfig, door: Door): readonly Finding[] {
  const on = (ending: Door['socket'], checks: readonly Check[]) =>
    ending.is === 'passed' ? checks.flatMap((check) => check(ending.by, door, config) ?? []) : []
  return [
    ...on(door.socket, [timeout, hostMissing, portLost, schemeMissing, wrongScheme]),
    ...on(door.page, [bodySize, methods, cache]),
  ]
}

const last = (level: Level, name: string): Statement | undefined => effective(level, name).at(-1)

function timeout(location: Location): Finding | undefined {
  const line = last(location, 'proxy_read_timeout')
  const limit = seconds(line?.args[0])
  if (line === undefined || limit === undefined) return undefined
  if (limit <= PING_SECONDS)
    return found('nginx-read-timeout', line, `${limit} s; the server pings every ${PING_SECONDS} s`)
  if (limit <= HELD_SECONDS)
    return found('nginx-held-requests-cut', line, `${limit} s; held for up to ${HELD_SECONDS} s`)
  return undefined
}

/** 0 stands for no limit (ngx_http_core_module, client_max_body_size). */
function bodySize(location: Location): Finding | undefined {
  const line = last(location, 'client_max_body_size')
  const limit = line === undefined ? 1024 ** 2 : bytes(line.args[0])
  if (limit === undefined || limit === 0 || limit >= LARGE_BODY) return undefined
  const at = line ?? passing(location) ?? location.statement
  return found(
    'nginx-body-too-small',
    at,
    line === undefined ? 'without a line of its own it is 1 MB' : undefined,
  )
}

function methods(location: Location): Finding | undefined {
  const filter = named(location.statements, 'limit_except').find(
    ({ args, block = [] }) =>
      !args.includes('POST') && named(block, 'deny').some(({ args: [who] }) => who === 'all'),
  )
  return filter && found('nginx-method-filter', filter)
}

function cache(location: Location): Finding | undefined {
  const zone = last(location, 'proxy_cache')
  const ignoring = effective(location, 'proxy_ignore_headers').find(({ args }) =>
    args.some((name) => name.toLowerCase() === 'cache-control'),
  )
  if (zone === undefined || zone.args[0] === 'off' || ignoring === undefined) return undefined
  return effective(location, 'proxy_no_cache').length > 0
    ? undefined
    : found('nginx-cache-ignores-headers', ignoring)
}

/** Without a line of its own Host is `$proxy_host`: the name behind proxy_pass. */
function hostMissing(location: Location): Finding | undefined {
  const isVisitors = (header: string) => {
    const value = headerLine(location, header)?.args[1]
    return value !== undefined && !/^\$proxy_host\b/.test(value) && value !== ''
  }
  if (isVisitors('Host') || isVisitors('X-Forwarded-Host')) return undefined
  const at = headerLine(location, 'Host') ?? passing(location)
  return at && found('nginx-host-missing', at)
}

const WITHOUT_PORT = new Set(['host', 'server_name'])

function portLost(location: Location, { server }: Door): Finding | undefined {
  const odd = server.listens.find(({ port }) => port !== 80 && port !== 443)
  const loses = (line: Statement | undefined) => {
    const [variable, ...more] = variablesIn(line?.args[1] ?? '')
    return line === undefined || (more.length === 0 && WITHOUT_PORT.has(variable ?? ''))
  }
  const host = headerLine(location, 'Host')
  if (
    odd === undefined ||
    host === undefined ||
    !loses(host) ||
    !loses(headerLine(location, 'X-Forwarded-Host'))
  )
    return undefined
  return found('nginx-host-without-port', host, `this server listens on port ${odd.port}`)
}

/** Any of the headers by which apps are told; which of them an app reads is not in the file. */
const TELLING = /^(x-forwarded-(proto|protocol|scheme|ssl)|x-(url-)?scheme|forwarded|front-end-https)$/i

/** Whoever reads addresses from another proxy stands behind it, and that one may have said it. */
function schemeMissing(location: Location, { server }: Door): Finding | undefined {
  const hasTls = server.listens.some(({ options }) => options.includes('ssl'))
  const isTold = effective(location, 'proxy_set_header').some(({ args }) => TELLING.test(args[0] ?? ''))
  const standsBehind = effective(location, 'set_real_ip_from').length > 0
  const pass = passing(location)
  if (pass?.args[0]?.startsWith('https:')) return undefined
  return hasTls && !isTold && !standsBehind && pass ? found('nginx-scheme-not-forwarded', pass) : undefined
}

/** Ports on which apps speak plain HTTP by themselves; nobody puts TLS there. */
const PLAIN_PORTS = new Set([80, 3000])

function wrongScheme(location: Location, _door: Door, { upstreams }: NginxConfig): Finding | undefined {
  const pass = passing(location)
  const [, host = '', port] = /^https:\/\/([^/:$]+)(?::(\d+))?(?:\/|$)/.exec(pass?.args[0] ?? '') ?? []
  if (pass === undefined || host === '') return undefined
  const members = named(upstreams.find(({ args }) => args[0] === host)?.block ?? [], 'server')
  const ports = members.map(({ args }) => Number(/:(\d+)$/.exec(args[0] ?? '')?.[1] ?? 80))
  // Behind a name alone, https:// means 443; an upstream's own servers mean 80 unless they say otherwise.
  const asked = members.length > 0 ? ports : [Number(port ?? 443)]
  const plain = asked.find((each) => PLAIN_PORTS.has(each))
  return plain === undefined
    ? undefined
    : found('nginx-upstream-spoken-to-in-tls', pass, `port ${plain} is one of plain HTTP`)
}
