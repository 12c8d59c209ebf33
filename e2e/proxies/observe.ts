/** Asks a deployment everything, several things at once, and tells what came back and how long each took. */
import type { Probe, Results } from '../../proxy-configs/probes.ts'
import * as http from './http-probes.ts'
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

export async function observe(stand: Pick<Stand, 'url' | 'port' | 'through' | 'direct'>): Promise<Observed> {
  const looks = PROBES.map(async (probe) => {
    const begun = performance.now()
    const result = await ASKED[probe](createVisit(stand))
    return [probe, result, performance.now() - begun] as const
  })
  const seen = await Promise.all(looks)
  return {
    results: Object.fromEntries(seen.map(([probe, result]) => [probe, result])) as unknown as Results,
    took: Object.fromEntries(seen.map(([probe, , took]) => [probe, took])) as Observed['took'],
  }
}
