/**
 * D15: silence until something cuts it, beside a control that is pinged. The time at which the silent one ends
 * names the timeout, because proxies cut to the millisecond; a held request is watched for as long.
 */
import { decodeFrames } from '../../protocol/frames.ts'
import { STEP_ONE } from '../dialects/yjs-bytes.ts'
import type { Outcome } from '../wire/ask.ts'
import type { OpenSocket } from '../wire/websocket.ts'
import type { Evidence, Finding, Look, Observed, Took } from './check.ts'
import { inWords, judged, seconds } from './finding.ts'
import { OCTETS } from './requests.ts'
import type { Site } from './site.ts'
import { answerOf, evidenceOf } from './words.ts'

/** Well below every timeout that anybody sets on purpose. */
const PING_EACH_MS = 400

interface Watched {
  readonly word: 'kept' | 'cut' | 'no socket'
  /** Milliseconds after which it ended; undefined while it lives, or when nobody was told of an end. */
  readonly after?: number
  readonly how: string
}

async function watch(site: Site, pinged: boolean): Promise<Watched> {
  const { options, platform } = site
  const { socket } = await site.open()
  if (socket === undefined) return { word: 'no socket', how: 'no socket opened' }
  const begun = platform.now()
  const until = begun + options.soak
  while (socket.ended === undefined && platform.now() < until) {
    if (pinged) socket.ping()
    const step = pinged ? Math.min(PING_EACH_MS, until - platform.now()) : until - platform.now()
    await socket.until(() => false, Math.max(1, step))
  }
  const ended = endOf(socket, begun)
  if (ended !== undefined) return ended
  // Where a firewall forgot the connection nobody hears of an end; only a question tells.
  const { answers } = await site.dialect.speak(socket, site.room, options.patience)
  const late = endOf(socket, begun)
  socket.end()
  if (answers) return { word: 'kept', how: `still answers after ${seconds(options.soak)}` }
  return { word: 'cut', how: late?.how ?? 'nobody closed it, and it no longer answers' }
}

function endOf({ ended }: OpenSocket, begun: number): Watched | undefined {
  if (ended === undefined) return undefined
  const after = ended.at - begun
  const by = ended.close === undefined ? 'without a word' : `with ${ended.close.code}`
  return { word: 'cut', after, how: `cut after ${seconds(after)}, ${by}` }
}

export const silence: Look = async (site): Promise<Finding> => {
  const [idle, pinged, held] = await Promise.all([watch(site, false), watch(site, true), hold(site)])
  const observed: Observed = { idle: idle.word, pinged: pinged.word, ...held.observed }
  const evidence: Evidence[] = [
    { sent: 'a socket that says nothing', received: idle.how },
    { sent: `a socket that is pinged every ${PING_EACH_MS} ms`, received: pinged.how },
    ...held.evidence,
  ]
  return judged(
    observed,
    {
      good: `silent, pinged and held connections last ${seconds(site.options.soak)}`,
      bad: cutInWords(idle, pinged, held),
    },
    { evidence, took: held.took },
  )
}

function cutInWords(idle: Watched, pinged: Watched, held: Held): string {
  const parts: string[] = []
  if (idle.word === 'no socket') parts.push('no socket opens to be watched')
  if (idle.word === 'cut' && pinged.word === 'kept') {
    const measured = idle.after === undefined ? '' : `: a timeout of ${seconds(idle.after)}`
    const third = idle.after === undefined ? '' : `; ping at least every ${seconds(idle.after / 3)}`
    parts.push(`a silent connection is cut and a pinged one lives${measured}${third}`)
  } else if (idle.word === 'cut') parts.push(`connections are cut, pinged or not: ${idle.how}`)
  else if (pinged.word === 'cut') parts.push(`a connection in use is cut: ${pinged.how}`)
  const word = held.observed.held
  if (word !== undefined && word !== '200 app') parts.push(`a held request is not answered: ${inWords(word)}`)
  return parts.join('; ')
}

interface Held {
  readonly observed: Observed
  readonly took: Took
  readonly evidence: readonly Evidence[]
}

/** What the server holds at most; see the exchange. */
const MAX_HELD_MS = 55_000

/** A request for news in a pad in which nobody writes: it is answered when the wait is over. */
async function hold(site: Site): Promise<Held> {
  const { dialect, options } = site
  if (dialect.name !== 'holdfast') return { observed: {}, took: {}, evidence: [] }
  const path = `${dialect.socket(site.name())}/exchange`
  const post = (query: string, body: Uint8Array, patience: number) =>
    site.get(`${path}${query}`, { method: 'POST', headers: OCTETS, body, patience })
  const opened = await post('', STEP_ONE, options.patience)
  const cursor = cursorOf(opened)
  if (cursor === undefined) {
    return {
      observed: { held: answerOf(opened, dialect) },
      took: {},
      evidence: [evidenceOf('opening the exchange', opened)],
    }
  }
  const wait = Math.min(options.soak, MAX_HELD_MS)
  const begun = site.platform.now()
  const outcome = await post(
    `?cursor=${encodeURIComponent(cursor)}&wait=${wait}`,
    new Uint8Array(),
    wait + options.patience,
  )
  return {
    observed: { held: answerOf(outcome, dialect) },
    took: { held: site.platform.now() - begun },
    evidence: [evidenceOf(`a request held for ${seconds(wait)}`, outcome)],
  }
}

function cursorOf(outcome: Outcome): string | undefined {
  if (outcome.is === 'unanswered' || outcome.status !== 200) return undefined
  try {
    const first = decodeFrames(outcome.body.bytes)[0]
    return first?.type === 'cursor' ? first.cursor : undefined
  } catch {
    return undefined
  }
}
