/**
 * Whether a handshake that comes to a location still is one when the app gets it. The headers are worked out as
 * nginx does for a handshake in its two usual spellings and for a plain request, so that a wrong map and a swapped
 * variable are told by what they do and not by how they are written.
 */
import { atLeast, type Finding, type Wanted } from '../finding.ts'
import type { Statement } from '../statement.ts'
import { discarded, effective, type Location, type NginxConfig, passing } from './config.ts'
import { type Door, passedOn } from './doors.ts'
import { HANDSHAKE, HANDSHAKE_LIST, PLAIN, variablesIn } from './values.ts'

export const UPGRADE_FAULTS = [
  'nginx-upgrade-headers-missing',
  'nginx-bare-proxy-pass',
  'nginx-set-header-inheritance-lost',
  'nginx-upgrade-missing',
  'nginx-connection-missing',
  'nginx-connection-empty',
  'nginx-map-reversed',
  'nginx-map-of-connection',
  'nginx-upgrade-from-map',
  'nginx-headers-swapped',
  'nginx-upgrade-literal',
  'nginx-http10-buffered',
] as const

export function upgradeFindings(config: NginxConfig, { socket }: Door, wanted: Wanted): readonly Finding[] {
  if (socket.is !== 'passed') return []
  const location = socket.by
  const pass = passing(location)
  if (pass?.name !== 'proxy_pass') return []
  return headerFault(config, location, pass) ?? streamFault(location, pass, wanted)
}

type Fault = (typeof UPGRADE_FAULTS)[number]
const found = (fault: Fault, { at }: Statement, detail?: string): readonly Finding[] => [
  { fault, at, ...(detail !== undefined && { detail }) },
]

function headerFault(
  config: NginxConfig,
  location: Location,
  pass: Statement,
): readonly Finding[] | undefined {
  const upgrade = passedOn(config, location, 'Upgrade', HANDSHAKE)
  const connection = passedOn(config, location, 'Connection', HANDSHAKE)
  if (upgrade === null && connection === null) return bothMissing(location, pass)
  if (upgrade === null) {
    const isAsked = /upgrade/i.test(connection?.value ?? '')
    return isAsked ? found('nginx-upgrade-missing', pass) : bothMissing(location, pass)
  }
  if (connection === null) return found('nginx-connection-missing', upgrade.line)
  if (upgrade.value === undefined || connection.value === undefined) return undefined
  return (
    wrongUpgrade(upgrade, connection) ??
    wrongConnection(config, location, connection) ??
    literalUpgrade(config, location, upgrade.line)
  )
}

type Passed = NonNullable<ReturnType<typeof passedOn>>

function wrongUpgrade(upgrade: Passed, connection: Passed): readonly Finding[] | undefined {
  if (upgrade.value?.toLowerCase() === 'websocket') return undefined
  if (upgrade.value === '') return found('nginx-upgrade-missing', upgrade.line, 'its value is empty')
  const says = `Upgrade becomes "${upgrade.value}" in a handshake`
  return connection.value?.toLowerCase() === 'websocket'
    ? found('nginx-headers-swapped', upgrade.line, says)
    : found('nginx-upgrade-from-map', upgrade.line, says)
}

const asksUpgrade = (value: string | undefined): boolean => value === undefined || /\bupgrade\b/i.test(value)

function wrongConnection(
  config: NginxConfig,
  location: Location,
  connection: Passed,
): readonly Finding[] | undefined {
  const { line, value } = connection
  const inList = passedOn(config, location, 'Connection', HANDSHAKE_LIST)
  if (asksUpgrade(value) && asksUpgrade(inList?.value)) return undefined
  if (asksUpgrade(value) || asksUpgrade(inList?.value))
    return found(
      'nginx-map-of-connection',
      mapOf(config, line) ?? line,
      'it depends on how Connection is written',
    )
  const map = mapOf(config, line)
  if (map !== undefined)
    return found('nginx-map-reversed', map, `Connection becomes "${value}" in a handshake`)
  return found('nginx-connection-empty', line, `Connection is "${value}" in every request`)
}

/** The map that gives a header its value. */
const mapOf = ({ maps }: NginxConfig, line: Statement): Statement | undefined => {
  const variables = variablesIn(line.args[1] ?? '')
  return maps.find(({ args }) => variables.includes(args[1]?.slice(1) ?? ''))
}

function literalUpgrade(
  config: NginxConfig,
  location: Location,
  line: Statement,
): readonly Finding[] | undefined {
  const plain = passedOn(config, location, 'Upgrade', PLAIN)
  if (!plain?.value) return undefined
  return found('nginx-upgrade-literal', line, `plain requests get "Upgrade: ${plain.value}", too`)
}

function bothMissing(location: Location, pass: Statement): readonly Finding[] {
  const lost = discarded(location, 'proxy_set_header').find(
    ({ args }) => args[0]?.toLowerCase() === 'upgrade',
  )
  const [nearer] = effective(location, 'proxy_set_header')
  if (lost && nearer)
    return found(
      'nginx-set-header-inheritance-lost',
      nearer,
      `the lines from line ${lost.at.line} of ${lost.at.file} on do not count here`,
    )
  const bare =
    effective(location, 'proxy_set_header').length === 0 && !speaksHttp11(location) ? 'bare' : 'headers'
  return found(bare === 'bare' ? 'nginx-bare-proxy-pass' : 'nginx-upgrade-headers-missing', pass)
}

const speaksHttp11 = (location: Location): boolean =>
  effective(location, 'proxy_http_version').some(({ args }) => args[0] !== '1.0')

/** WebSocket passes over HTTP/1.0 as well; what suffers are answers that grow. nginx 1.29.7 speaks 1.1 by itself. */
function streamFault(location: Location, pass: Statement, { version }: Wanted): readonly Finding[] {
  const isExplicit = effective(location, 'proxy_http_version').length > 0
  if (speaksHttp11(location) || (!isExplicit && atLeast(version, '1.29.7'))) return []
  if (effective(location, 'proxy_buffering').some(({ args }) => args[0] === 'off')) return []
  return found(
    'nginx-http10-buffered',
    pass,
    version === undefined && !isExplicit ? 'before nginx 1.29.7, which speaks 1.1 by itself' : undefined,
  )
}
