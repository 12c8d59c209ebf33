/**
 * D11 to D13 and D17: what comes back over an open socket, how fast, how large, and whether one may come back to
 * it again and again.
 */

import { encodeFrame } from '../../protocol/frames.ts'
import { holds, STEP_ONE, updateOf } from '../dialects/yjs-bytes.ts'
import { carries } from '../dialects/yjs-sync.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { Evidence, Finding, Look, Observed } from './check.ts'
import { judged } from './finding.ts'
import type { Site } from './site.ts'
import { evidenceOf } from './words.ts'

/** A check that needs a socket and does not get one, though a handshake just succeeded. */
export const noSocket = (evidence: readonly Evidence[]): Finding => ({
  status: 'inconclusive',
  summary: 'this time no socket opened',
  evidence,
})

export const protocol: Look = async (site): Promise<Finding> => {
  const begun = site.platform.now()
  const { socket, shaken } = await site.open()
  if (socket === undefined) return noSocket([evidenceOf('handshake', shaken.outcome)])
  const { answers, detail } = await site.dialect.speak(socket, site.room, site.options.patience)
  const isOpen = socket.ended === undefined
  socket.end()
  const ms = Math.round(site.platform.now() - begun)
  const evidence = [{ sent: `first words of ${site.dialect.title}`, received: detail, ms }]
  const word = answers ? 'answers' : isOpen ? 'silent' : 'closed'
  return judged(
    { 'round-trip': word },
    { good: detail, bad: `the WebSocket opens and carries nothing: ${detail}` },
    { evidence, grounds: answers ? ['talk'] : [] },
  )
}

const PINGS = 5

export const roundTrip: Look = async (site): Promise<Finding> => {
  const { socket, shaken } = await site.open()
  if (socket === undefined) return noSocket([evidenceOf('handshake', shaken.outcome)])
  const times: number[] = []
  for (let count = 1; count <= PINGS; count += 1) {
    const begun = site.platform.now()
    socket.ping()
    if (!(await socket.until(() => socket.pongs() >= count, site.options.patience))) break
    times.push(site.platform.now() - begun)
  }
  socket.end()
  const sorted = [...times].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  const evidence = [{ sent: `${PINGS} pings`, received: times.map((ms) => `${ms.toFixed(1)} ms`).join(', ') }]
  if (middle === undefined || times.length < PINGS) {
    const summary = 'a ping is not answered: whatever stands in between does not pass frames on'
    return { status: 'fail', summary, evidence }
  }
  return { status: 'pass', summary: `a ping is back after ${middle.toFixed(1)} ms`, evidence }
}

/** In bytes, the third of them also in fragments. */
const SIZES = { small: 64 * 1024, large: 1024 * 1024 } as const
const FRAGMENTS = 5

const randomAuthor = (site: Site): number =>
  new DataView(Uint8Array.from(site.platform.random(4)).buffer).getUint32(0)

export async function writeText(
  site: Site,
  socket: OpenSocket,
  room: string,
  text: string,
  pieces = 1,
): Promise<void> {
  site.scratch.wrote(room)
  const frame = encodeFrame({ type: 'update', update: updateOf(randomAuthor(site), 'title', text) })
  if (pieces === 1) socket.send(frame)
  else socket.sendFragments(frame, pieces)
}

const carriesText = (text: string) =>
  carries((frame) => (frame.type === 'update' || frame.type === 'sync-step-2') && holds(frame.update, text))

/** What was written is asked for, because some servers do not send it back to its author. */
async function comesBack(site: Site, size: number, pieces: number): Promise<string | undefined> {
  const room = site.name()
  const { socket } = await site.open(room)
  if (socket === undefined) return 'no socket opened'
  const marker = site.name()
  await writeText(site, socket, room, marker.padEnd(size, '.'), pieces)
  socket.send(STEP_ONE)
  const whole = carriesText(marker)
  const back = await socket.message(
    (message) => message.payload.length > size && whole(message),
    site.options.patience,
  )
  const { ended } = socket
  socket.end()
  if (back !== undefined) return undefined
  if (ended === undefined) return 'it did not come back'
  return ended.close === undefined ? 'the connection was cut' : `closed with ${ended.close.code}`
}

export const payload: Look = async (site): Promise<Finding> => {
  const asked = [
    { what: '64 KiB', size: SIZES.small, pieces: 1 },
    { what: `64 KiB in ${FRAGMENTS} fragments`, size: SIZES.small, pieces: FRAGMENTS },
    { what: '1 MiB', size: SIZES.large, pieces: 1 },
  ]
  const results = await Promise.all(
    asked.map(async ({ what, size, pieces }) => ({ what, wrong: await comesBack(site, size, pieces) })),
  )
  const evidence = results.map(({ what, wrong }) => ({ sent: what, received: wrong ?? 'came back whole' }))
  const lost = results.filter(({ wrong }) => wrong !== undefined)
  const large = results.at(-1)?.wrong
  const observed: Observed = { 'large-frame': large === undefined ? 'answers' : 'closed' }
  const bad = lost.map(({ what, wrong }) => `${what}: ${wrong}`).join('; ')
  if (lost.length > 0 && large === undefined) return { status: 'fail', summary: bad, evidence, observed }
  return judged(observed, { good: '64 KiB, fragments and 1 MiB come back whole', bad }, { evidence })
}

const TIMES = 5

export const reconnecting: Look = async (site): Promise<Finding> => {
  const evidence: Evidence[] = []
  let opened = 0
  for (let count = 0; count < TIMES; count += 1) {
    const { socket, shaken } = await site.open()
    evidence.push(evidenceOf(`handshake ${count + 1}`, shaken.outcome))
    if (socket === undefined) continue
    opened += 1
    // Every other one goes like a laptop that is closed.
    if (count % 2 === 0) socket.end()
    else socket.abort()
  }
  if (opened === TIMES) return { status: 'pass', summary: `${TIMES} times in a row it opened`, evidence }
  const summary = `only ${opened} of ${TIMES} connections in a row opened: a limit on new connections, or too few of them`
  return { status: 'warn', summary, evidence }
}
