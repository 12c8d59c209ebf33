/** What is asked by plain requests: page, health, clock, the socket's path, and the requests pads live on. */
import { decodeFrames, STEP_ONE_OF_NOTHING } from '../../protocol/frames.ts'
import { PAGE_TOKEN_HEADER, PAGE_TOKEN_PARAMETER, PAGE_TOKEN_PATH } from '../../protocol/page-token.ts'
import { STREAM_PATH, STREAM_PIECE_MS, STREAM_PIECES } from '../../protocol/witness.ts'
import { GOOD } from '../../proxy-configs/probes.ts'
import type { Finding } from './checks.ts'
import { answerOf, brandsOfOutcome, jsonOf, type Outcome, reachesApp, tellsOf } from './outcome.ts'
import type { Visit } from './visit.ts'

export async function page(visit: Visit): Promise<Finding> {
  const answer = await visit.get(visit.page)
  const word = reachesApp(answer)
  const source =
    answer.is === 'answered' ? /<script type="module" src="([^"]+)"/.exec(answer.text)?.[1] : undefined
  const script = source === undefined ? undefined : URL.parse(source, new URL(visit.page, visit.site).href)
  const fetched = script?.origin === visit.site.origin ? await visit.ask(script) : undefined
  return {
    observed: { page: word, script: fetched === undefined ? 'no page' : answerOf(fetched) },
    brands: brandsOfOutcome(answer),
    tells: tellsOf(answer),
    numbers: { ms: answer.ms },
  }
}

export async function health(visit: Visit): Promise<Finding> {
  const answer = await visit.get('live/health')
  return {
    observed: { health: answerOf(answer) },
    brands: brandsOfOutcome(answer),
    numbers: { ms: answer.ms },
  }
}

/** Seconds by which this device is ahead of the server, as far as `Date` tells (RFC 9110 §6.6.1: whole seconds). */
export async function clock(visit: Visit): Promise<Finding> {
  const answer = await visit.get('live/health')
  const told = answer.is === 'answered' ? Date.parse(answer.headers.date ?? '') : Number.NaN
  return { observed: {}, ...(Number.isFinite(told) && { numbers: { off: (visit.now() - told) / 1000 } }) }
}

/** Without what the browser knows of logins: only so a 401 opens no window that asks for a password (Fetch, 4.6). */
const BARE = { credentials: 'omit' } as const

const asksPassword = (outcome: Outcome): boolean => tellsOf(outcome).length > 0

export async function plain(visit: Visit): Promise<Finding> {
  const path = `collab/${visit.room}`
  const bare = await visit.get(path, { init: BARE })
  // Where pages want one, too, the browser has it.
  visit.wantsPassword = asksPassword(bare) && !asksPassword(await visit.get(visit.page, { init: BARE }))
  const isFinal = visit.wantsPassword || bare.is === 'unanswered' || answerOf(bare) === GOOD['socket-path']
  const answer = isFinal ? bare : await visit.get(path)
  visit.plain = answer
  return {
    observed: { 'socket-path': answerOf(answer) },
    brands: brandsOfOutcome(answer),
    tells: tellsOf(answer),
  }
}

/** Above 1 MB, where nginx stops by itself. The app reads it whole and refuses it, so nothing is made of it. */
const large = (): string => JSON.stringify({ title: 7, filling: 'twelve bytes'.repeat(125_000) })
const OCTETS = { 'Content-Type': 'application/octet-stream' }

export async function requests(visit: Visit): Promise<Finding> {
  const token = visit.token === undefined ? {} : { [PAGE_TOKEN_HEADER]: visit.token }
  const headers = { 'Content-Type': 'application/json', ...token }
  const [list, sent, exchanged] = await Promise.all([
    visit.get('api/pads?limit=1'),
    visit.get('api/pads', { init: { method: 'POST', headers, body: large() }, patience: 2 * visit.patience }),
    exchange(visit, visit.room, {}, STEP_ONE_OF_NOTHING),
  ])
  const isRead = jsonOf(sent)?.code === 'body-invalid'
  // Without a link the app refuses before it has read everything: that says nothing of the size.
  const isLocked = visit.byLinks && answerOf(sent) === '401 app'
  return {
    observed: {
      list: reachesApp(list),
      ...(!isLocked && { large: isRead ? '201 app' : answerOf(sent) }),
      exchange: visit.byLinks ? reachesApp(exchanged) : answerOf(exchanged),
    },
    brands: [list, sent, exchanged].flatMap(brandsOfOutcome),
    numbers: { ms: exchanged.ms },
  }
}

function exchange(
  visit: Visit,
  room: string,
  query: Readonly<Record<string, string>>,
  body: Uint8Array,
  patience = visit.patience,
) {
  const asked = new URLSearchParams(query)
  if (visit.token !== undefined) asked.set(PAGE_TOKEN_PARAMETER, visit.token)
  const init = {
    method: 'POST',
    headers: OCTETS,
    body: body as Uint8Array<ArrayBuffer>,
    ...(visit.wantsPassword && BARE),
  }
  return visit.get(`collab/${room}/exchange?${asked}`, { init, patience })
}

/** A request for news in a pad in which nobody writes: it is answered when the wait is over. */
export async function hold(visit: Visit, wait: number): Promise<Finding> {
  const room = visit.id()
  const opened = await exchange(visit, room, {}, STEP_ONE_OF_NOTHING)
  const cursor = cursorOf(opened)
  if (cursor === undefined) return { observed: { held: answerOf(opened) } }
  const begun = visit.now()
  const query = { cursor, wait: String(wait) }
  // A browser by itself sends once more what was cut on a connection it had kept: that takes the time twice.
  const answer = await exchange(visit, room, query, new Uint8Array(), 2 * wait + visit.patience)
  const ms = visit.now() - begun
  return { observed: { held: answerOf(answer) }, took: { held: ms }, numbers: { seconds: wait / 1000, ms } }
}

function cursorOf(answer: Outcome & { readonly bytes?: Uint8Array }): string | undefined {
  if (answer.is !== 'answered' || answer.status !== 200 || answer.bytes === undefined) return undefined
  try {
    const [first] = decodeFrames(answer.bytes)
    return first?.type === 'cursor' ? first.cursor : undefined
  } catch {
    return undefined
  }
}

/** Half of what lies between the first piece and the last. */
const APART_MS = ((STREAM_PIECES - 1) * STREAM_PIECE_MS) / 2
/** What comes so much later than another answer over the same way is held back; a long way makes both late. */
const HELD_BACK_MS = 120
/** Whoever holds pieces back does it each time; a device that is busy does not. */
const LOOKS = { inOne: 3, late: 5 }

export async function streaming(visit: Visit): Promise<Finding> {
  let usual = Number.POSITIVE_INFINITY
  for (let look = 0; look < 3; look += 1) usual = Math.min(usual, (await visit.get('live/health')).ms)
  let apart = false
  let word = 'in one'
  for (let look = 1; look <= (apart ? LOOKS.late : LOOKS.inOne); look += 1) {
    const pieces: number[] = []
    const answer = await visit.get(STREAM_PATH, { onPiece: (ms) => void pieces.push(ms) })
    const now = streamWord(answer, pieces, usual)
    apart ||= now === 'in pieces' || now === 'late'
    word = now === 'in one' && apart ? 'late' : now
    if (word !== 'in one' && word !== 'late') break
  }
  return { observed: { stream: word } }
}

export function streamWord(answer: Outcome, pieces: readonly number[], usual: number): string {
  if (answer.is === 'unanswered' && pieces.length > 0) return 'cut'
  if (answerOf(answer) !== '200 app') return 'no answer'
  const [first = 0, last = 0] = [pieces[0], pieces.at(-1)]
  if (last - first <= APART_MS) return 'in one'
  return first - usual < HELD_BACK_MS ? 'in pieces' : 'late'
}

/**
 * Each page, and each answer of one address, brings another token: who gets the same twice got it from a cache. The
 * first time only makes a cache keep it that keeps what is asked twice. Nothing is written.
 */
export async function caching(visit: Visit): Promise<Finding> {
  for (const path of [visit.page, PAGE_TOKEN_PATH]) {
    const tokens: (string | undefined)[] = []
    for (let look = 0; look < 3; look += 1) tokens.push(tokenIn(await visit.get(path)))
    const [, second, third] = tokens
    if (second === undefined || third === undefined) return { observed: {} }
    if (second === third) return { observed: { fresh: 'stale' } }
  }
  return { observed: { fresh: 'fresh' } }
}

const tokenIn = (answer: Outcome): string | undefined =>
  answer.is === 'answered' ? /"token":"([^"]+)"/.exec(answer.text)?.[1] : undefined
