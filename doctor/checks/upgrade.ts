/**
 * D07 to D10, D14, D18: the handshake in every form that proxies treat differently, beside what the same path
 * answers to a plain GET. The two answers being one is the strongest sign from outside that an upgrade was lost.
 */
import { hopsIn, signedOnTheWay } from '../../protocol/traces.ts'
import type { Tell } from '../../proxy-configs/fault.ts'
import { NO_SOCKET } from '../../proxy-configs/probes.ts'
import { ask, type Outcome } from '../wire/ask.ts'
import { originOf } from '../wire/endpoint.ts'
import { extendedConnect } from '../wire/extended-connect.ts'
import { headerIn } from '../wire/http-head.ts'
import { open, patienceOf } from '../wire/open.ts'
import type { Finding, Look, Observed } from './check.ts'
import { inWords, judged } from './finding.ts'
import { brandsOf, tellsOf } from './pages.ts'
import type { Site } from './site.ts'
import { arrivedInWords, residueOfSeen, witnessed } from './witness.ts'
import { type answerOf, authorIn, evidenceOf, handshakeWord, plainWord } from './words.ts'

/** Upgrade as Firefox wrote it for years, and as kept connections of programs are written. */
const AS_LIST = 'keep-alive, Upgrade'

export const plainGet: Look = async (site) => {
  const path = site.dialect.socket(site.room)
  const answer = await site.get(path)
  const word = plainWord(answer, site.dialect)
  const { tells = [] } = tellsOf(answer)
  const other = await speaksOtherScheme(site, answer)
  return judged(
    { 'socket-path': word },
    {
      good: 'a plain GET gets the app’s own answer',
      bad: `a plain GET does not get to the app: ${inWords(word)}`,
    },
    {
      evidence: [evidenceOf(`GET ${site.base}${path}`, answer)],
      marks: { brands: brandsOf(answer), tells: [...tells, ...(other === undefined ? [] : [other])] },
    },
  )
}

/** A port that hangs up, or complains, may be spoken to in the wrong scheme: the other one is tried. */
async function speaksOtherScheme(
  { endpoint, options, platform }: Site,
  answer: Outcome,
): Promise<Tell | undefined> {
  const isRefused = answer.is === 'unanswered' ? answer.failure.code !== 'timed-out' : answer.status === 400
  if (!isRefused) return undefined
  const signal = patienceOf(platform, options.patience)
  try {
    if (endpoint.secure) {
      const plain = await ask(
        { ...endpoint, secure: false },
        { path: '/', patience: options.patience },
        platform,
      )
      return plain.is === 'answered' ? 'speaks plain HTTP' : undefined
    }
    const { socket } = await open({ ...endpoint, secure: true }, { signal }, platform)
    socket.destroy()
    return 'speaks TLS'
  } catch {
    // Neither of the two: something else listens there.
    return undefined
  } finally {
    signal.stop()
  }
}

export const upgrade: Look = async (site): Promise<Finding> => {
  const { dialect } = site
  const path = `${site.base}${dialect.socket(site.room)}`
  const [plain, first, list] = await Promise.all([
    site.get(dialect.socket(site.room)),
    witnessed(site),
    site.shake({ connection: AS_LIST }),
  ])
  const handshake = handshakeWord(first.shaken, plain, dialect)
  const asList = handshakeWord(list, plain, dialect)
  const residue = residueOfSeen(first.seen)
  const observed: Observed = {
    handshake,
    'handshake-list': asList,
    ...(residue !== undefined && { residue }),
    ...(handshake !== '101' && NO_SOCKET),
  }
  const seen = first.seen === undefined || first.seen === 'unseen' ? undefined : first.seen
  const hops = seen === undefined ? undefined : hopsIn(seen)
  const evidence = [
    evidenceOf(`handshake ${path}`, first.shaken.outcome),
    evidenceOf(`handshake ${path} with Connection: ${AS_LIST}`, list.outcome),
    ...(first.seen === undefined
      ? []
      : [
          {
            sent: 'what the server saw of it',
            received: seen === undefined ? 'nothing arrived' : arrivedInWords(seen),
          },
        ]),
  ]
  // Refused by the app itself, after all of the handshake came there: whether a 101 comes back, nobody knows.
  if (site.isLocked && handshake === '403 app') {
    return {
      status: 'inconclusive',
      summary:
        'the handshake gets to the app, which lets nobody in without a link: add --header "Authorization: Bearer TOKEN" with the administrator’s token to see whether it opens',
      evidence,
      ...(residue !== undefined && { observed: { residue } }),
    }
  }
  const isStripped = handshake !== '101' && handshake === plainWord(plain, dialect)
  const refused = isStripped
    ? `the handshake gets what a plain GET gets: its upgrade was lost on the way (${told(first.shaken.outcome)})`
    : `the handshake is refused: ${inWords(handshake)}`
  const bad =
    handshake === '101' ? `a handshake with Connection: ${AS_LIST} is refused: ${inWords(asList)}` : refused
  return judged(
    observed,
    { good: 'a handshake gets 101', bad },
    {
      evidence,
      marks: {
        brands: [
          ...brandsOf(first.shaken.outcome),
          ...brandsOf(plain),
          ...(seen === undefined ? [] : signedOnTheWay(seen)),
        ],
        ...(hops !== undefined && { hops }),
        ...tellsOf(first.shaken.outcome),
      },
      grounds: handshake === '101' ? ['socket'] : [],
    },
  )
}

const told = (outcome: Parameters<typeof answerOf>[0]): string =>
  outcome.is === 'answered' ? `status ${outcome.status}` : outcome.failure.message

export const accept: Look = async (site): Promise<Finding> => {
  const { outcome, flaws } = await site.shake({})
  const evidence = [evidenceOf('handshake', outcome)]
  if (flaws.length === 0)
    return { status: 'pass', summary: 'the 101 answers the key that was sent', evidence }
  const summary = `the 101 is not an answer to this handshake: ${flaws.join('; ')}. A cache, or something that imitates a server, wrote it`
  return { status: 'fail', summary, evidence }
}

export const http2: Look = async (site): Promise<Finding> => {
  const path = `${site.base}${site.dialect.socket(site.room)}`
  const sent = `extended CONNECT ${path} over HTTP/2`
  const result = await extendedConnect(
    site.endpoint,
    { path, patience: site.options.patience },
    site.platform,
  )
  if (result.is === 'not offered') {
    const received = result.h2 ? 'HTTP/2 without ENABLE_CONNECT_PROTOCOL' : 'no HTTP/2'
    const summary = 'WebSocket over HTTP/2 is not announced: browsers use HTTP/1.1 for it'
    const evidence = [{ sent, received }]
    return { status: 'pass', summary, evidence, observed: { 'handshake-h2': 'not offered' } }
  }
  if (result.is === 'unanswered') {
    const word = result.failure.code === 'timed-out' ? 'hangs' : 'closed'
    return judged(
      { 'handshake-h2': word },
      { good: '', bad: `WebSocket over HTTP/2 is announced and does not work: ${inWords(word)}` },
      { evidence: [{ sent, received: result.failure.message }] },
    )
  }
  const outcome = {
    is: 'answered',
    version: '2',
    status: result.status,
    reason: '',
    headers: [['server', result.server]],
    body: { bytes: result.body, pieces: [], whole: true, cut: false },
    ms: 0,
    address: '',
  } as const
  // Nothing is said yet on a stream that opened: that is how success looks (RFC 8441 §5).
  const author = result.status === 200 ? 'app' : authorIn(outcome, site.dialect)
  return judged(
    { 'handshake-h2': `${result.status} ${author}` },
    {
      good: 'WebSocket over HTTP/2 is announced and works',
      bad: `WebSocket over HTTP/2 is announced and refused: ${result.status}. Browsers use it and fail, while HTTP/1.1 works`,
    },
    { evidence: [evidenceOf(sent, outcome)] },
  )
}

export const compression: Look = async (site): Promise<Finding> => {
  const { outcome, flaws } = await site.shake({ deflate: true })
  const evidence = [evidenceOf('handshake with Sec-WebSocket-Extensions: permessage-deflate', outcome)]
  if (outcome.is === 'unanswered' || outcome.status !== 101) {
    const summary = 'a handshake that offers permessage-deflate is refused, one without it is not'
    return { status: 'fail', summary, evidence }
  }
  if (flaws.length > 0) return { status: 'fail', summary: flaws.join('; '), evidence }
  const taken = headerIn(outcome.headers, 'sec-websocket-extensions')
  const summary =
    taken === undefined
      ? 'permessage-deflate is not used; edits are small, so little is lost'
      : `permessage-deflate is used (${taken}): it costs the server memory for every connection`
  return { status: 'pass', summary, evidence }
}

/** RFC 2606 §2: nobody's page. */
const FOREIGN = 'https://foreign.invalid'

export const origin: Look = async (site): Promise<Finding> => {
  const { dialect, endpoint } = site
  const own = site.options.origin ?? originOf(endpoint)
  const [plain, ours, bare, theirs] = await Promise.all([
    site.get(dialect.socket(site.room)),
    site.shake({ origin: own }),
    site.shake({}),
    site.shake({ origin: FOREIGN }),
  ])
  const word = handshakeWord(ours, plain, dialect)
  const opensFor = (shaken: typeof ours) => shaken.outcome.is === 'answered' && shaken.outcome.status === 101
  const evidence = [
    evidenceOf(`handshake with Origin: ${own}`, ours.outcome),
    evidenceOf(`handshake with Origin: ${FOREIGN}`, theirs.outcome),
  ]
  const withCookie = endpoint.headers.some(([name]) => name.toLowerCase() === 'cookie')
  if (word === '101' && opensFor(theirs) && withCookie) {
    const summary =
      'pages of other sites may open the WebSocket with the visitor’s cookie: the app must compare Origin (RFC 6455 §10.2)'
    return { status: 'warn', summary, evidence, observed: { 'handshake-origin': word } }
  }
  const foreign = opensFor(theirs)
    ? 'one of another site, too, without credentials'
    : 'one of another site is not'
  const bad =
    opensFor(bare) && !opensFor(ours)
      ? `the own page is refused as a stranger, a program is not: ${inWords(word)}`
      : `the own page gets no WebSocket: ${inWords(word)}`
  return judged(
    { 'handshake-origin': word },
    { good: `the own page is let in; ${foreign}`, bad },
    { evidence, marks: { brands: brandsOf(ours.outcome) } },
  )
}
