/** What is asked of a deployment by plain requests. Each probe stands for something a visitor's page really asks. */
import { decodeFrames } from '../../protocol/frames.ts'
import { STREAM_PIECE_MS, STREAM_PIECES } from '../../protocol/witness.ts'
import type { Results } from '../../proxy-configs/probes.ts'
import { type Answered, ask, type Outcome, told } from './ask.ts'
import type { Visit } from './visit.ts'

type Of<P extends keyof Results> = (visit: Visit) => Promise<Results[P]>

const get = (visit: Visit, path: string): Promise<Outcome> =>
  ask({ url: `${visit.url}${path}`, through: visit.through })

export const page: Of<'page'> = async (visit) => told(await get(visit, `/p/${visit.pad}`))
export const health: Of<'health'> = async (visit) => told(await get(visit, '/live/health'))
export const list: Of<'list'> = async (visit) => told(await get(visit, '/api/pads'))
export const socketPath: Of<'socket-path'> = async (visit) => told(await get(visit, `/collab/${visit.pad}`))

export const script: Of<'script'> = async (visit) => {
  const answer = await get(visit, `/p/${visit.pad}`)
  const source =
    typeof answer === 'string' ? null : /<script type="module" src="([^"]+)"/.exec(answer.body.toString())
  if (source === null) return 'no page'
  const { href } = new URL(source[1] as string, `${visit.url}/p/${visit.pad}`)
  return told(await ask({ url: href, through: visit.through }))
}

/** Above 1 MB, where nginx stops by itself; one paragraph, so that it costs the server little. */
export const LARGE = JSON.stringify({ title: 'Large', markdown: 'twelve bytes'.repeat(110_000) })

export const large: Of<'large'> = async (visit) =>
  told(
    await ask({
      url: `${visit.url}/api/pads`,
      through: visit.through,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': String(LARGE.length) },
      body: LARGE,
      // The server reads, converts and stores it first.
      patience: 30_000,
    }),
  )

/** Sync step 1 of an empty document: `00 00 01 00`. */
const STEP_ONE = Uint8Array.of(0, 0, 1, 0)

/** Longer than the short timeouts of the tests, so that a proxy that cuts held requests does. */
export const HELD_MS = 6_000

const post = (visit: Visit, query: string, body: Uint8Array, patience?: number): Promise<Outcome> =>
  ask({
    ...(patience !== undefined && { patience }),
    url: `${visit.url}/collab/${visit.pad}/exchange${query}`,
    through: visit.through,
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': String(body.length) },
    body,
  })

export const exchange: Of<'exchange'> = async (visit) => told(await post(visit, '', STEP_ONE))

export const held: Of<'held'> = async (visit) => {
  const opened = await post(visit, '', STEP_ONE)
  const cursor = typeof opened === 'string' || opened.status !== 200 ? undefined : cursorOf(opened)
  if (cursor === undefined) return told(opened)
  const query = `?cursor=${encodeURIComponent(cursor)}&wait=${HELD_MS}`
  return told(await post(visit, query, new Uint8Array(), 4 * HELD_MS))
}

function cursorOf({ body }: Answered): string | undefined {
  try {
    const first = decodeFrames(body)[0]
    return first?.type === 'cursor' ? first.cursor : undefined
  } catch {
    return undefined
  }
}

export const fresh: Of<'fresh'> = async (visit) => {
  if (visit.direct === undefined) return 'no page'
  const name = `Title ${visit.nonce()}`
  const made = await direct(`${visit.direct}/api/pads`, 'POST', { title: `${name} old` })
  const { id } = JSON.parse(made.body.toString()) as { id: string }
  const looks = () => Promise.all([get(visit, `/p/${id}`), get(visit, '/api/pads')])
  const tell = (outcomes: readonly Outcome[], title: string) =>
    outcomes.every((outcome) => typeof outcome !== 'string' && outcome.body.includes(title))
  const before = await looks()
  if (!before.every((outcome) => told(outcome) === '200 app')) return 'no page'
  // A list from before this pad is stale, too.
  if (!tell(before, `${name} old`)) return 'stale'
  // Once more, so that whoever keeps only what is asked twice has it now.
  await looks()
  await direct(`${visit.direct}/api/pads/${id}`, 'PATCH', { title: `${name} new` })
  return tell(await looks(), `${name} new`) ? 'fresh' : 'stale'
}

/** Of the app itself, over a connection of its own: a kept one may be closed in the moment it is used. */
export async function direct(url: string, method = 'GET', body?: unknown): Promise<Answered> {
  const outcome = await ask({
    url,
    method,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (typeof outcome !== 'string' && outcome.status < 300) return outcome
  const got = typeof outcome === 'string' ? outcome : `status ${outcome.status}`
  throw new Error(`the app, asked directly for ${method} ${url}, was expected to answer, and: ${got}`)
}

/** Half of what lies between the first piece and the last when they are sent. */
const APART_MS = ((STREAM_PIECES - 1) * STREAM_PIECE_MS) / 2
/** Linux holds a packet that is not full back for 200 ms where the sender asks for it (MSG_MORE). */
const AT_ONCE_MS = 190
/** A proxy that holds pieces back does it each time; a machine that is busy does not. */
const LOOKS_IN_ONE = 3
const LOOKS_LATE = 12

export const stream: Of<'stream'> = async (visit) => {
  let apart = false
  for (let looks = 1; looks <= (apart ? LOOKS_LATE : LOOKS_IN_ONE); looks += 1) {
    // As browsers ask, so that a proxy that compresses does.
    const url = `${visit.url}/diagnose/stream`
    const answer = await ask({ url, through: visit.through, headers: { 'Accept-Encoding': 'gzip' } })
    if (typeof answer === 'string' || told(answer) !== '200 app') return 'no answer'
    if (!answer.whole) return 'cut'
    const [first = 0, last = 0] = [answer.pieces[0], answer.pieces.at(-1)]
    apart ||= last - first > APART_MS
    if (apart && first < AT_ONCE_MS) return 'in pieces'
  }
  return apart ? 'late' : 'in one'
}
