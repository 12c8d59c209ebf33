/** Asks a deployment everything, several things at once, and tells what came back and how long each took. */
import type { Way } from '../../proxy-configs/fault.ts'
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

/** These take as long as something lasts; they come last, so that nobody's work makes them wait. */
const LASTING: readonly Probe[] = ['idle', 'pinged']
const SLOW: readonly Probe[] = [...LASTING, 'held']
/** Nobody else asks meanwhile, so that one after the other is what the proxy sees. */
const ALONE: readonly Probe[] = ['together']
/** These keep the app busy, which several stands share: one of them at a time. */
const HEAVY: readonly Probe[] = ['large', 'large-frame']

let heavy: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = heavy.then(work)
  heavy = done.catch(() => {})
  return done
}

export async function observe(stand: Stand): Promise<Observed> {
  const crowd = await gather(stand)
  try {
    const seen: Awaited<ReturnType<typeof look>> = []
    for (const probes of turns(stand.way)) {
      const disturbed = stand.way.meanwhile !== undefined && probes === LASTING
      seen.push(...(await look(stand, probes, disturbed ? () => disturb(stand) : undefined)))
    }
    return {
      results: Object.fromEntries(seen.map(([probe, result]) => [probe, result])) as unknown as Results,
      took: Object.fromEntries(seen.map(([probe, , took]) => [probe, took])) as Observed['took'],
    }
  } finally {
    for (const line of crowd) line?.end()
  }
}

/** Which probes go together. Everything at once, but for what would get in each other's way. */
function turns({ meanwhile, hops, crowd, end = 'app' }: Way): readonly (readonly Probe[])[] {
  // Where there is no room left all wait alike, and waiting one after the other only takes longer.
  if (crowd !== undefined) return [PROBES]
  const quick = PROBES.filter((probe) => !SLOW.includes(probe) && !ALONE.includes(probe))
  const short = hops.some((hop) => 'firewall' in hop || hop.places?.idle !== undefined)
  // Short timeouts cut what is merely slow, and on a busy machine many things at once are slow.
  const first = short && end === 'app' ? quick.map((probe) => [probe]) : [quick]
  return [...first, ALONE, ...(meanwhile === undefined ? [SLOW] : [['held'] as const, LASTING])]
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
      const ask = async () => {
        const begun = performance.now()
        const result = await ASKED[probe](createVisit(stand, opened))
        return [probe, result, performance.now() - begun] as const
      }
      // Where there is no room left they hang, and would make all others wait for it.
      return HEAVY.includes(probe) && stand.way.crowd === undefined ? inTurn(ask) : ask()
    }),
  )
}

/** One after the other, so that a limit lets in as many as it allows before it refuses. */
export async function gather({ way, ...stand }: Stand) {
  const crowd = []
  while (crowd.length < (way.crowd ?? 0)) crowd.push(await openLine(createVisit(stand)))
  return crowd
}

/** What happens to a hop while connections last. */
export function disturb({ way, hops }: Stand): void {
  if (way.meanwhile === undefined) return
  const { does } = way.meanwhile
  const hop = hops[way.meanwhile.hop]
  if (does === 'reload') void hop?.reload()
  else hop?.signal(does)
}
