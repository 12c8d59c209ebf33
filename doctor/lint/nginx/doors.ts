/**
 * Through which locations of a server a person comes to the app: where the socket goes and where the page does.
 * With the path of the socket it is what nginx itself would choose. Without, every proxied location could be the
 * one, and a server is fine when one of them lets a WebSocket through.
 */
import { baseOf, type Wanted } from '../finding.ts'
import { named, type Statement } from '../statement.ts'
import {
  effective,
  flat,
  hasDeciding,
  type Location,
  type NginxConfig,
  passing,
  type Server,
} from './config.ts'
import { type Ending, ending } from './route.ts'
import { definitionsAt, HANDSHAKE, type Request, valueFor } from './values.ts'

export interface Door {
  readonly server: Server
  readonly socket: Ending
  readonly page: Ending
  /** Path of the app's pages, where it is known. */
  readonly base: string | undefined
}

export interface Doors {
  readonly doors: readonly Door[]
  /** Servers that carry no WebSocket beside others that do. */
  readonly spared: readonly Server[]
}

const USUAL_PATH = '/collab/'
/** Any name of a pad; what matters is the path in front of it. */
const ROOM = 'room'

export function doorsOf(config: NginxConfig, wanted: Wanted): Doors {
  const servers = config.servers.filter((server) => answersFor(server, wanted.host))
  const { path } = wanted
  if (path !== undefined) {
    const base = baseOf(path)
    const strict = servers
      .filter(isProxying)
      .map((server) => ({
        server,
        base,
        socket: ending(server, `${path}${ROOM}`),
        page: ending(server, `${base}p/${ROOM}`),
      }))
      .filter(({ socket, page }) => socket.is === 'passed' || page.is === 'passed')
    return { doors: strict, spared: [] }
  }
  const doors = servers.flatMap((server) => likelyDoor(config, server) ?? [])
  const isOpen = ({ socket }: Door) => socket.is === 'passed' && letsThrough(config, socket.by)
  // Who has it right for one site and not for another may have meant it so; with --path both are read strictly.
  if (!doors.some(isOpen)) return { doors, spared: [] }
  const judged = doors.filter((door) => isOpen(door) || asksToUpgrade(door))
  return { doors: judged, spared: doors.filter((door) => !judged.includes(door)).map(({ server }) => server) }
}

/** `*.example.org`, `.example.org` and patterns fit as in nginx; a server without a name fits everything. */
export function answersFor({ names }: Server, host: string | undefined): boolean {
  if (host === undefined || names.length === 0 || names.includes('_')) return true
  return names.some((name) => {
    if (name.startsWith('~')) return true
    if (name.startsWith('*.')) return host.endsWith(name.slice(1))
    if (name.startsWith('.')) return host === name.slice(1) || host.endsWith(name)
    return name === host || (name.endsWith('.*') && host.startsWith(name.slice(0, -1)))
  })
}

const isProxying = (server: Server): boolean => flat(server.locations).some((each) => passing(each))

function likelyDoor(config: NginxConfig, server: Server): Door | undefined {
  const usual = ending(server, `${USUAL_PATH}${ROOM}`)
  const passed = flat(server.locations).filter(
    (location) => passing(location)?.name === 'proxy_pass' && !hasDeciding(location),
  )
  const candidates = [
    ...(usual.is === 'passed' && passed.includes(usual.by) ? [usual.by] : []),
    ...passed.filter((location) => isReached(server, location)),
  ]
  const [first] = candidates
  if (first === undefined) return undefined
  const open = candidates.find((location) => letsThrough(config, location))
  const socket: Ending = { is: 'passed', by: open ?? first }
  const page = ending(server, '/p/room')
  return { server, socket, page: page.is === 'passed' ? page : socket, base: undefined }
}

/** A location that another one hides is nobody's door. */
function isReached(server: Server, location: Location): boolean {
  if (location.modifier !== '' && location.modifier !== '^~') return true
  const reached = ending(server, `${location.pattern.replace(/\/?$/, '/')}${ROOM}`)
  return reached.is !== 'passed' || reached.by === location
}

/** The value of a header as the app gets it; `null` where the line is missing, undefined where it cannot be told. */
export function passedOn(
  config: NginxConfig,
  location: Location,
  header: string,
  request: Request,
): { readonly line: Statement; readonly value: string | undefined } | null {
  const line = headerLine(location, header)
  if (line === undefined) return null
  return { line, value: valueFor(line.args[1] ?? '', request, definitionsAt(config, location)) }
}

export const headerLine = (location: Location, header: string): Statement | undefined =>
  effective(location, 'proxy_set_header').findLast(
    ({ args }) => args[0]?.toLowerCase() === header.toLowerCase(),
  )

/** What cannot be told from the files counts as right: no alarm on a guess. */
export function letsThrough(config: NginxConfig, location: Location): boolean {
  const upgrade = passedOn(config, location, 'Upgrade', HANDSHAKE)
  const connection = passedOn(config, location, 'Connection', HANDSHAKE)
  if (upgrade === null || connection === null) return false
  return (
    (upgrade.value?.toLowerCase() ?? 'websocket') === 'websocket' &&
    /\bupgrade\b/i.test(connection.value ?? 'upgrade')
  )
}

/** Somebody meant WebSocket here: a line about Upgrade stands in this server or its locations. */
const asksToUpgrade = ({ server }: Door): boolean =>
  [server, ...flat(server.locations)].some(({ statements }) =>
    named(statements, 'proxy_set_header').some(({ args }) => args[0]?.toLowerCase() === 'upgrade'),
  )
