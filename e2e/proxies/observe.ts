/** Asks a deployment everything, several things at once, and tells what came back and how long each took. */
import type { Probe, Results } from '../../proxy-configs/probes.ts'
import * as http from './http-probes.ts'
import { openLine } from './line.ts'
import * as socket from './socket-probes.ts'
import type { Stand } from './start-way.ts'
import { createVisit, type Visit } from './visit.ts'

const ASKED: { readonly [P in Probe]: (visit: Visit) => Promise<Results[P]> } = {
  page: http.page,
  script: http.script,
  health: http.health,
  list: http.list,
  large: http.large,
  'socket-path': http.socketPath,
  handshake: socket.handshake,
  'handshake-list': socket.handshakeList,
  'handshake-origin': socket.handshakeOrigin,
  'handshake-h2': socket.handshakeH2,
  'round-trip': socket.roundTrip,
  residue: socket.residue,
  forwarded: socket.forwarded,
  exchange: http.exchange,
  held: http.held,
  idle: socket.idle,
  pinged: socket.pinged,
  fresh: http.fresh,
  stream: http.stream,
  together: socket.together,
  'large-frame': socket.largeFrame,
}

export const PROBES = Object.keys(ASKED) as readonly Probe[]

export interface Observed {
  readonly results: Results
  /** Milliseconds. */
  readonly took: { readonly [P in Probe]: number }
}

const LASTING: readonly Probe[] = ['idle', 'pinged']

export async function observe(stand: Stand): Promise<Observed> {
  const crowd = await gather(stand)
  try {
    const disturbed = stand.way.meanwhile === undefined ? [] : LASTING
    const looks = await look(
      stand,
      PROBES.filter((probe) => !disturbed.includes(probe)),
    )
    const silences = await look(stand, disturbed, () => disturb(stand))
    const seen = [...looks, ...silences]
    return {
      results: Object.fromEntries(seen.map(([probe, result]) => [probe, result])) as unknown as Results,
      took: Object.fromEntries(seen.map(([probe, , took]) => [probe, took])) as Observed['took'],
    }
  } finally {
    for (const line of crowd) line?.end()
  }
}

/** `silent` is called once the sockets of all these probes are open. */
function look(stand: Stand, probes: readonly Probe[], silent = () => {}) {
  let open = 0
  const opened = () => {
    open += 1
    if (open === probes.length) silent()
  }
  return Promise.all(
    probes.map(async (probe) => {
      const begun = performance.now()
      const result = await ASKED[probe](createVisit(stand, opened))
      return [probe, result, performance.now() - begun] as const
    }),
  )
}

const gather = ({ way, ...stand }: Stand) =>
  Promise.all(Array.from({ length: way.crowd ?? 0 }, () => openLine(createVisit(stand))))

function disturb({ way, hops }: Stand): void {
  if (way.meanwhile) hops[way.meanwhile.hop]?.signal(way.meanwhile.signal)
}
