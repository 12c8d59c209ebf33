/**
 * What is asked by WebSocket. A browser tells no script why a handshake failed, only that it did (1006); the server is
 * asked what it saw of it, by a nonce, and that closes the gap as far as it can be closed.
 */
import { decodeAwareness, encodeAwareness } from '../../protocol/awareness.ts'
import { notTold } from '../../protocol/forwarded.ts'
import { encodeFrame, type Frame, STEP_ONE_OF_NOTHING } from '../../protocol/frames.ts'
import { encodeStateVector } from '../../protocol/state-vector.ts'
import { hopsIn, residueWord, signedOnTheWay } from '../../protocol/traces.ts'
import { SEEN_PATH, type Seen } from '../../protocol/witness.ts'
import { NO_SOCKET } from '../../proxy-configs/probes.ts'
import type { Finding } from './checks.ts'
import type { OpenSocket } from './open-socket.ts'
import { answerOf, brandsOfOutcome, jsonOf } from './outcome.ts'
import type { Visit } from './visit.ts'

export async function upgrade(visit: Visit): Promise<Finding> {
  // Some browsers open a window for the password of a WebSocket, and wait; none lets a page give one.
  if (visit.wantsPassword && visit.plain) return refused(answerOf(visit.plain), undefined)
  const nonce = visit.id()
  // As any client does, without the token of this page: whether a proxy loses Host shows only so.
  const first = await visit.open({ nonce })
  first.close()
  const seen = await witness(visit, nonce)
  const { opened, ms } = first
  if (opened === 'opened') return upgraded({ 'handshake-origin': '101', handshake: '101' }, seen, ms)
  const plain = visit.plain === undefined ? undefined : answerOf(visit.plain)
  const word = refusedWord(opened, seen, plain)
  // All of the handshake came there; whether it would open, only a link could tell.
  if (word === 'refused by the app' && visit.byLinks)
    return { ...marksOf(seen), observed: residueOf(seen), seen, lacksLink: true }
  if (word === 'refused by the app' && visit.token !== undefined) {
    const known = await visit.open({ known: true })
    known.close()
    if (known.opened === 'opened') return upgraded({ 'handshake-origin': word, handshake: '101' }, seen, ms)
  }
  return refused(word, seen)
}

const refused = (word: string, seen: Seen | undefined): Finding => ({
  ...marksOf(seen),
  observed: { 'handshake-origin': word, handshake: word, ...NO_SOCKET, ...residueOf(seen) },
  seen,
  opened: false,
})

const upgraded = (words: Finding['observed'], seen: Seen | undefined, ms: number): Finding => ({
  ...marksOf(seen),
  observed: { ...words, ...residueOf(seen) },
  seen,
  opened: true,
  numbers: { ms },
})

/** What a handshake that did not open may have been answered with. */
export function refusedWord(
  opened: 'ended' | 'hangs',
  seen: Seen | undefined,
  plain: string | undefined,
): string {
  if (seen?.seen && seen.verdict === 'stripped') return '426 app'
  if (opened === 'hangs') return 'hangs'
  if (seen === undefined || (seen.seen && seen.upgraded)) return 'not 101'
  if (seen.seen) return 'refused by the app'
  // The same path got the same treatment, most likely.
  const isByProxy = plain !== undefined && !plain.endsWith(' app')
  return isByProxy ? plain : 'not by the app'
}

const residueOf = (seen: Seen | undefined): Finding['observed'] =>
  seen === undefined ? {} : { residue: seen.seen ? residueWord(seen) : 'unseen' }

const marksOf = (seen: Seen | undefined): Pick<Finding, 'brands' | 'hops'> =>
  seen?.seen ? { brands: signedOnTheWay(seen), hops: hopsIn(seen) } : {}

/** With several nodes the question may reach one that saw nothing, while another did. */
const ASKED_TIMES = 4

async function witness(visit: Visit, nonce: string): Promise<Seen | undefined> {
  let unseen: Seen | undefined
  for (let asked = 0; asked < ASKED_TIMES; asked += 1) {
    // Each time another address, or a cache that ignores what it is told would repeat its first answer.
    const answer = jsonOf(await visit.get(`${SEEN_PATH}${nonce}?time=${asked}`))
    if (answer?.nonce !== nonce) break
    const seen = answer as unknown as Seen
    if (seen.seen) return seen
    unseen = seen
  }
  return unseen
}

/** Proxies that stand before servers. Squid stands before visitors as often, and there need not tell their address. */
const BEFORE_SERVERS: readonly string[] = ['nginx', 'apache', 'caddy', 'varnish', 'haproxy']

/** Of what the server was told of this visit; `seen` is the finding of `upgrade`. */
export function forwarding(visit: Pick<Visit, 'site' | 'plain'>, seen: Seen | undefined): Finding {
  if (seen === undefined) return { observed: {} }
  if (!seen.seen) return { observed: { forwarded: 'unseen' } }
  const scheme = visit.site.protocol === 'https:' ? 'https' : 'http'
  const wrong = notTold(seen.arrived, { authority: visit.site.host, scheme, tunnelled: false })
  const signed = visit.plain === undefined ? [] : brandsOfOutcome(visit.plain)
  const isBehind = signed.some((brand) => BEFORE_SERVERS.includes(brand))
  // Nobody stands in between, or the visitor's own proxy, which tells nobody: a page cannot know.
  if (!isBehind && wrong.length > 0 && wrong.every((each) => each === 'address')) return { observed: {} }
  return { observed: { forwarded: wrong.length === 0 ? 'right' : `wrong ${wrong.join(', ')}` } }
}

const isStepTwo = (frame: Frame): boolean => frame.type === 'sync-step-2'

export async function roundTrip(visit: Visit): Promise<Finding> {
  const socket = await visit.open({ known: true })
  if (socket.opened !== 'opened') return { observed: {} }
  const begun = visit.now()
  socket.send(STEP_ONE_OF_NOTHING)
  const answer = await socket.frame(isStepTwo, visit.patience)
  const ms = visit.now() - begun
  const word = answer ? 'answers' : await silentOrClosed(socket)
  socket.close()
  return { observed: { 'round-trip': word }, numbers: { ms } }
}

const silentOrClosed = async (socket: OpenSocket) =>
  (await socket.end(0)) === undefined ? 'silent' : 'closed'

/** 64 KiB that ask and write nothing: a state vector of many clients that nobody is. */
const largeQuestion = (): Uint8Array =>
  encodeFrame({
    type: 'sync-step-1',
    stateVector: encodeStateVector(new Map(Array.from({ length: 11_000 }, (_, at) => [0x4000_0000 + at, 1]))),
  })

export async function payload(visit: Visit): Promise<Finding> {
  const socket = await visit.open({ known: true })
  if (socket.opened !== 'opened') return { observed: {} }
  const question = largeQuestion()
  socket.send(question)
  const answer = await socket.frame(isStepTwo, visit.patience)
  socket.close()
  return {
    observed: { 'large-frame': answer ? 'answers' : 'closed' },
    numbers: { kib: Math.floor(question.length / 1024) },
  }
}

/** As many as a balancer needs to deal them to different nodes. */
const CONNECTIONS = 4

/** One says who it is, and the others hear it: presence reaches a whole pad and is never stored. */
export async function together(visit: Visit): Promise<Finding> {
  const room = visit.id()
  const sockets: OpenSocket[] = []
  try {
    for (let count = 0; count < CONNECTIONS; count += 1) {
      const socket = await visit.open({ known: true, room })
      if (socket.opened !== 'opened') continue
      sockets.push(socket)
      socket.send(STEP_ONE_OF_NOTHING)
      await socket.frame(isStepTwo, visit.patience)
    }
    const [one, ...others] = sockets
    if (one === undefined || others.length === 0) return { observed: {} }
    const client = 1 + Math.floor(visit.now() % 1e9)
    const mark = visit.id()
    const entries = encodeAwareness([{ client, clock: 1, state: JSON.stringify({ check: mark }) }])
    one.send(encodeFrame({ type: 'awareness', entries }))
    const heard = await Promise.all(others.map((socket) => socket.frame(says(mark), visit.patience)))
    const ended = await Promise.all(sockets.map((socket) => socket.end(0)))
    const isHeard = heard.every((frame) => frame !== undefined)
    // Who was cut could not hear.
    if (!isHeard && ended.some((end) => end !== undefined)) return { observed: {} }
    return { observed: { together: isHeard ? 'together' : 'apart' }, numbers: { count: sockets.length } }
  } finally {
    for (const socket of sockets) socket.close()
  }
}

const says =
  (mark: string) =>
  (frame: Frame): boolean => {
    if (frame.type !== 'awareness') return false
    try {
      return decodeAwareness(frame.entries).some(({ state }) => state.includes(mark))
    } catch {
      return false
    }
  }
