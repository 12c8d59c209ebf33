/** Squid for the linter: an accelerator in front of an app, or the forward proxy of an office. */
import type { Dialect } from '../dialect.ts'
import { bounded } from '../files.ts'
import type { Finding, Wanted } from '../finding.ts'
import { uncovered } from '../finding.ts'
import { HELD_SECONDS, LARGE_BODY, PING_SECONDS } from '../limits.ts'
import { named, type Statement } from '../statement.ts'
import { refusal } from './access.ts'
import { readSquid } from './read.ts'

const FAULTS = [
  'squid-upgrade-not-allowed',
  'squid-upgrade-not-allowed-unsigned',
  'squid-upgrade-case',
  'squid-upgrade-without-allow',
  'squid-not-accel',
  'squid-access-denied',
  'squid-other-name',
  'squid-read-timeout',
  'squid-forward-read-timeout',
  'squid-client-lifetime',
  'squid-caches',
  'squid-body-small',
  'squid-host-replaced',
  'squid-scheme-not-forwarded',
] as const

type Fault = (typeof FAULTS)[number]
type Lines = readonly Statement[]
const found = (fault: Fault, { at }: Pick<Statement, 'at'>, detail?: string): Finding => ({
  fault,
  at,
  ...(detail !== undefined && { detail }),
})

const ACCELERATING = /^(accel|vhost|no-vhost|defaultsite=)/

/** Where it does not accelerate at all, nothing else can be said yet. */
const COVERS = { 'squid-not-accel': FAULTS.filter((fault) => fault !== 'squid-not-accel') }

const ports = (lines: Lines): Lines => named(lines, 'http_port', 'https_port')
const isAccelerating = ({ args }: Statement): boolean => args.some((word) => ACCELERATING.test(word))
const originOf = (lines: Lines): Statement | undefined =>
  named(lines, 'cache_peer').find(({ args }) => args.includes('originserver'))

function accelerator(lines: Lines, wanted: Wanted): readonly Finding[] {
  const origin = originOf(lines)
  const front = ports(lines).find(isAccelerating)
  const at = origin ?? front
  if (at === undefined) return []
  const [first] = ports(lines)
  return uncovered(
    [
      ...(front === undefined && first ? [found('squid-not-accel', first)] : []),
      ...upgrade(lines, at),
      ...access(lines, wanted, front),
      ...names(lines, wanted, front),
      ...kept(lines),
      ...limits(lines, false),
    ],
    COVERS,
  )
}

/** Names of protocols are compared letter for letter, and browsers send `websocket`; OTHER is all that have no line. */
function upgrade(lines: Lines, at: Statement): readonly Finding[] {
  const rules = named(lines, 'http_upgrade_request_protocols')
  const allows = (name: string) => rules.some(({ args }) => args[0] === name && args[1] === 'allow')
  if (allows('websocket') || allows('OTHER')) return []
  const other = rules.find(({ args }) => args[0]?.toLowerCase() === 'websocket' && args[1] === 'allow')
  if (other) return [found('squid-upgrade-case', other, 'browsers send "websocket"')]
  const half = rules.find(({ args }) => args[0] === 'websocket' && args.length === 1)
  if (half) return [found('squid-upgrade-without-allow', half)]
  const word = (name: string) => named(lines, name).at(-1)?.args[0]
  const isUnsigned =
    word('via') === 'off' && /^(delete|off|transparent|truncate)$/.test(word('forwarded_for') ?? '')
  return [found(isUnsigned ? 'squid-upgrade-not-allowed-unsigned' : 'squid-upgrade-not-allowed', at)]
}

const siteOf = (front: Statement | undefined): string | undefined =>
  front?.args.find((word) => word.startsWith('defaultsite='))?.slice('defaultsite='.length)

function access(lines: Lines, { host, path }: Wanted, front: Statement | undefined): readonly Finding[] {
  const isHosting = front !== undefined && !front.args.includes('no-vhost')
  const site = isHosting ? (host ?? siteOf(front)) : siteOf(front)
  if (site === undefined) return []
  const refused = refusal(lines, { host: site, path: path && `${path}room` })
  if (refused === undefined) return []
  return refused.names
    ? [found('squid-other-name', refused.names, `people ask for ${site}`)]
    : [found('squid-access-denied', refused.by)]
}

function names(lines: Lines, { host }: Wanted, front: Statement | undefined): readonly Finding[] {
  const site = siteOf(front)
  const replaces = front?.args.includes('no-vhost')
  const isNobodys =
    site === 'localhost' || /^[\d.]+$/.test(site ?? '') || (host !== undefined && site !== host)
  const https = named(lines, 'https_port').find(isAccelerating)
  const adds = named(lines, 'request_header_add').some(({ args }) =>
    /^x-forwarded-proto$/i.test(args[0] ?? ''),
  )
  // Whoever believes X-Forwarded-For of another proxy stands behind it, and passes on what that one said.
  const standsBehind = named(lines, 'follow_x_forwarded_for').some(({ args }) => args[0] === 'allow')
  return [
    ...(front && replaces && isNobodys ? [found('squid-host-replaced', front, `Host becomes ${site}`)] : []),
    ...(https && !adds && !standsBehind ? [found('squid-scheme-not-forwarded', https)] : []),
  ]
}

function kept(lines: Lines): readonly Finding[] {
  const keepsNothing = named(lines, 'cache').some(({ args }) => args.join(' ') === 'deny all')
  const pattern = named(lines, 'refresh_pattern').find(
    ({ args }) =>
      args.includes('ignore-no-store') && !/\\\.|\$/.test(args.find((word) => word !== '-i') ?? ''),
  )
  return pattern && !keepsNothing ? [found('squid-caches', pattern)] : []
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}

const secondsOf = (line: Statement | undefined): number | undefined => {
  const [number = '', unit = 'seconds'] = line?.args ?? []
  const factor = UNITS[unit.toLowerCase().replace(/s$/, '')]
  return /^\d+(\.\d+)?$/.test(number) && factor !== undefined ? Number(number) * factor : undefined
}

function limits(lines: Lines, isForward: boolean): readonly Finding[] {
  const last = (name: string) => named(lines, name).at(-1)
  const [silence, life, body] = [last('read_timeout'), last('client_lifetime'), last('request_body_max_size')]
  const silent = secondsOf(silence)
  const lasting = secondsOf(life)
  const [size = '', unit = 'KB'] = body?.args ?? []
  const largest = Number(size) * 1024 ** ['BYTES', 'KB', 'MB', 'GB'].indexOf(unit.toUpperCase())
  return [
    ...(silence && silent !== undefined && silent <= PING_SECONDS
      ? [
          found(
            isForward ? 'squid-forward-read-timeout' : 'squid-read-timeout',
            silence,
            `${silent} s; the server pings every ${PING_SECONDS} s`,
          ),
        ]
      : []),
    ...(life && lasting !== undefined && lasting <= HELD_SECONDS
      ? [found('squid-client-lifetime', life, `${lasting} s; requests are held for up to ${HELD_SECONDS} s`)]
      : []),
    ...(body && !isForward && largest > 0 && largest < LARGE_BODY ? [found('squid-body-small', body)] : []),
  ]
}

export const squid: Dialect = {
  proxy: 'squid',
  faults: FAULTS,
  marks: [
    /^[ \t]*(http_port|https_port|http_access|cache_peer|cache_peer_access|acl|never_direct|always_direct|http_upgrade_request_protocols|refresh_pattern|visible_hostname|cache_dir|cache_mem|coredump_dir|cache|via|forwarded_for|request_header_add|request_header_access)[ \t]+[^;{\n]*$/,
  ],
  read(texts, files, wanted) {
    const lines = texts.flatMap(({ name, text }) => readSquid(name, text, bounded(files)))
    const isReverse = originOf(lines) !== undefined || ports(lines).some(isAccelerating)
    const findings = isReverse ? accelerator(lines, wanted) : limits(lines, true)
    return { findings, oddities: [], spared: [], ways: ports(lines).length > 0 || isReverse ? 1 : 0 }
  },
}
