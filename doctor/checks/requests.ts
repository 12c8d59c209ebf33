/**
 * D21 to D23: the requests that Holdfast lives on where WebSocket is blocked, whether answers are passed on as they
 * come, and whether a change is told at once.
 */

import { STREAM_PATH, STREAM_PIECE_MS, STREAM_PIECES } from '../../protocol/witness.ts'
import { deviations } from '../../proxy-configs/causes/deviations.ts'
import { jsonOf } from '../dialects/dialect.ts'
import { STEP_ONE } from '../dialects/yjs-bytes.ts'
import type { Outcome } from '../wire/ask.ts'
import type { Header } from '../wire/endpoint.ts'
import { headerIn } from '../wire/http-head.ts'
import type { Finding, Look, Observed } from './check.ts'
import { inWords, judged } from './finding.ts'
import type { Site } from './site.ts'
import { answerOf, evidenceOf } from './words.ts'

export const OCTETS: readonly Header[] = [['Content-Type', 'application/octet-stream']]
const JSON_TYPE: readonly Header[] = [['Content-Type', 'application/json']]

/** Above 1 MB, where nginx stops by itself. The app reads it whole and refuses it, so nothing is made of it. */
const LARGE = Buffer.from(JSON.stringify({ title: 7, filling: 'twelve bytes'.repeat(125_000) }))

export const requests: Look = async (site) => {
  const { dialect, base } = site
  const exchangePath = `${dialect.socket(site.room)}/exchange`
  const [list, large, exchange] = await Promise.all([
    site.get('api/pads?limit=1'),
    site.get('api/pads', { method: 'POST', headers: JSON_TYPE, body: LARGE }),
    site.get(exchangePath, { method: 'POST', headers: OCTETS, body: STEP_ONE }),
  ])
  const observed: Observed = {
    list: answerOf(list, dialect),
    large: isRead(large) ? '201 app' : answerOf(large, dialect),
    exchange: answerOf(exchange, dialect),
  }
  const names = { list: 'the list of pads', large: 'a request of 1.5 MB', exchange: 'the exchange over HTTP' }
  const bad = deviations(observed).map(
    ([probe, word]) => `${names[probe as keyof typeof names]}: ${inWords(word)}`,
  )
  return judged(
    observed,
    { good: 'list, exchange and a body of 1.5 MB get through', bad: bad.join('; ') },
    {
      evidence: [
        evidenceOf(`GET ${base}api/pads`, list),
        evidenceOf(`POST ${base}api/pads (1.5 MB, to be refused by the app)`, large),
        evidenceOf(`POST ${base}${exchangePath}`, exchange),
      ],
    },
  )
}

/** The app read the whole body: it knows what is wrong with it. */
const isRead = (outcome: Outcome): boolean =>
  outcome.is === 'answered' && outcome.status === 400 && jsonOf(outcome)?.code === 'body-invalid'

/** Half of what lies between the first piece and the last. */
const APART_MS = ((STREAM_PIECES - 1) * STREAM_PIECE_MS) / 2
/**
 * Linux holds a packet that is not full back for 200 ms where the sender asks for it (MSG_MORE). What comes so much
 * later than another answer over the same way is held back; a long way alone makes both late.
 */
const HELD_BACK_MS = 120
/** A proxy that holds pieces back does it each time; a machine or a line that is busy does not. */
const LOOKS_IN_ONE = 3
const USUAL_LOOKS = 4
const LOOKS_LATE = 8

type Stream = NonNullable<Observed['stream']>

const STREAM_WORDS: { readonly [word in Stream]: string } = {
  'in pieces': 'an answer in pieces arrives in pieces',
  late: 'the first piece of an answer is held back, the others are not',
  'in one': 'an answer in pieces is held back until its end: a proxy buffers',
  cut: 'an answer in pieces is cut off',
  'no answer': 'the address that answers in pieces is not reached',
}

export const streaming: Look = async (site) => {
  let answer: Outcome | undefined
  let apart = false
  let stream: Stream = 'in one'
  let usual = Number.POSITIVE_INFINITY
  for (let looks = 1; looks <= USUAL_LOOKS; looks += 1) {
    usual = Math.min(usual, (await site.get(site.dialect.health ?? '')).ms)
  }
  for (let looks = 1; looks <= (apart ? LOOKS_LATE : LOOKS_IN_ONE); looks += 1) {
    // As browsers ask, so that a proxy that compresses does.
    answer = await site.get(STREAM_PATH, { headers: [['Accept-Encoding', 'gzip']] })
    const pieces = piecesOf(site, answer, usual)
    apart ||= pieces === 'in pieces' || pieces === 'late'
    stream = pieces === 'in one' && apart ? 'late' : pieces
    if (pieces !== 'in one' && pieces !== 'late') break
  }
  const evidence = answer === undefined ? [] : [evidenceOf(`GET ${site.base}${STREAM_PATH}`, answer)]
  return judged({ stream }, { good: STREAM_WORDS['in pieces'], bad: STREAM_WORDS[stream] }, { evidence })
}

function piecesOf(site: Site, answer: Outcome, usual: number): Stream {
  if (answer.is === 'unanswered' || answer.status !== 200) return 'no answer'
  const isZipped = headerIn(answer.headers, 'content-encoding') === 'gzip'
  if (!isZipped && answerOf(answer, site.dialect) !== '200 app') return 'no answer'
  const { pieces, whole } = answer.body
  if (!whole) return 'cut'
  // The head of the chunked coding may come before the first piece of what it carries.
  const [first = 0, last = 0] = [pieces[0], pieces.at(-1)]
  if (last - first <= APART_MS) return 'in one'
  return first - usual < HELD_BACK_MS ? 'in pieces' : 'late'
}

/** A pad is made, looked at twice, renamed, and looked at again, all through the front. */
export const caching: Look = async (site): Promise<Finding> => {
  const name = `Doctor ${site.name()}`
  const send = (method: string, path: string, body: object) =>
    site.get(path, { method, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) })
  const made = await send('POST', 'api/pads', { title: `${name} old` })
  const id = made.is === 'answered' && made.status === 201 ? jsonOf(made)?.id : undefined
  if (typeof id !== 'string') {
    const evidence = [evidenceOf(`POST ${site.base}api/pads`, made)]
    return { status: 'inconclusive', summary: 'no pad could be made to look at', evidence }
  }
  site.scratch.wrote(id)
  const looks = () => Promise.all([site.get(`p/${id}`), site.get(`api/pads?q=${encodeURIComponent(name)}`)])
  const [page, list] = await looks()
  const told = (outcome: Outcome, title: string) =>
    outcome.is === 'answered' && outcome.body.bytes.includes(title)
  const before = [page, list] as readonly Outcome[]
  // Once more, so that whoever keeps only what is asked twice has it now.
  await looks()
  const renamed = await send('PATCH', `api/pads/${id}`, { title: `${name} new` })
  const after = await looks()
  const evidence = [
    evidenceOf(`PATCH ${site.base}api/pads/${id}`, renamed),
    ...after.map((outcome, index) => evidenceOf(`GET the ${index === 0 ? 'page' : 'list'} again`, outcome)),
  ]
  if (!before.every((outcome) => answerOf(outcome, site.dialect) === '200 app')) {
    return judged(
      { fresh: 'no page' },
      { good: '', bad: 'page and list of a new pad do not come' },
      { evidence },
    )
  }
  if (renamed.is === 'unanswered' || renamed.status !== 200) {
    return { status: 'inconclusive', summary: 'the pad could not be renamed to look again', evidence }
  }
  const isFresh =
    before.every((outcome) => told(outcome, `${name} old`)) &&
    after.every((outcome) => told(outcome, `${name} new`))
  const fresh = isFresh ? 'fresh' : 'stale'
  const words = {
    good: 'page and list tell a change at once',
    bad: 'a change is not told: somebody keeps old answers',
  }
  return judged({ fresh }, words, { evidence })
}
