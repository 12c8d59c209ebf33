/**
 * What is asked of every deployment, good or broken, and what a good one answers. Expectations are short words
 * that stand in tables as they are; who asks, and how, is the business of the tests and of the doctor.
 */

/** Who wrote an answer: the app, a proxy's own page, nobody (no body, no mark). */
export type Author =
  | 'app'
  | 'nginx'
  | 'apache'
  | 'squid'
  | 'haproxy'
  | 'caddy'
  | 'varnish'
  | 'nobody'
  | 'stub'

/** A status and its author; or there is none: `closed` before an answer, `hangs` until the asker gives up. */
export type Answer = `${number} ${Author}` | 'closed' | 'hangs'

/** What becomes of a silent or a kept connection. */
export type Lasting = 'kept' | 'cut'

/** Each probe and the answers it can have. */
export interface Results {
  /** `GET /p/<pad>`, as a browser opens a pad. */
  readonly page: Answer
  /** The first script the page names, at the address the page names. */
  readonly script: Answer | 'no page'
  /** `GET /live/health`. */
  readonly health: Answer
  /** `GET /api/pads`, as the list of pads asks. */
  readonly list: Answer
  /** `POST /api/pads` with 1.5 MB of text. */
  readonly large: Answer
  /** Plain `GET` of the socket's path: what a page gets where nothing upgrades. */
  readonly 'socket-path': Answer
  /** A WebSocket handshake without Origin, as programs send it. */
  readonly handshake: '101' | Answer
  /** The same with `Connection: keep-alive, Upgrade`, as Firefox wrote it for years. */
  readonly 'handshake-list': '101' | Answer
  /** The same with the Origin of the page, as browsers send it. */
  readonly 'handshake-origin': '101' | Answer
  /** RFC 8441 over HTTP/2, where the proxy announces it; else `not offered`. */
  readonly 'handshake-h2': 'not offered' | Answer
  /** After 101: the first frame of the y-websocket protocol comes back. */
  readonly 'round-trip': 'answers' | 'silent' | 'closed' | 'no socket'
  /** What the server saw of the handshake: `intact`, `unseen`, or cause and hop. */
  readonly residue: 'intact' | 'unseen' | `${string} ${string}`
  /** What the app is told of the visitor: the name and port he typed, his scheme, his address; or what is not so. */
  readonly forwarded: 'right' | 'unseen' | `wrong ${string}`
  /** A short `POST` of the exchange. */
  readonly exchange: Answer
  /** A held `POST` of the exchange, answered when there is something new or the wait is over. */
  readonly held: Answer
  /** A socket nobody uses for longer than the tests' short timeouts; `pinged` is its control. */
  readonly idle: Lasting | 'no socket'
  readonly pinged: Lasting | 'no socket'
  /** After a change, the page and the list tell the new title. */
  readonly fresh: 'fresh' | 'stale' | 'no page'
  /** An answer sent in pieces arrives in pieces; `late` when each is held back for a moment. */
  readonly stream: 'in pieces' | 'late' | 'in one' | 'cut' | 'no answer'
  /** Two sockets of one pad: what one writes the other reads. */
  readonly together: 'together' | 'apart' | 'no socket'
  /** A message of 1 MiB over the socket comes back acknowledged. */
  readonly 'large-frame': 'answers' | 'closed' | 'no socket'
}

export type Probe = keyof Results

export const GOOD: Results = {
  page: '200 app',
  script: '200 app',
  health: '200 app',
  list: '200 app',
  large: '201 app',
  'socket-path': '426 app',
  handshake: '101',
  'handshake-list': '101',
  'handshake-origin': '101',
  'handshake-h2': 'not offered',
  'round-trip': 'answers',
  residue: 'intact',
  forwarded: 'right',
  exchange: '200 app',
  held: '200 app',
  idle: 'kept',
  pinged: 'kept',
  fresh: 'fresh',
  stream: 'in pieces',
  together: 'together',
  'large-frame': 'answers',
}

export type Expectation = Partial<Results>

const SOCKET = ['handshake', 'handshake-list', 'handshake-origin'] as const
const HTTP = ['page', 'health', 'list', 'large', 'socket-path', 'exchange', 'held'] as const

/** Without a socket these are known without being asked. */
export const NO_SOCKET = {
  'round-trip': 'no socket',
  idle: 'no socket',
  pinged: 'no socket',
  together: 'no socket',
  'large-frame': 'no socket',
} as const satisfies Expectation

/** Every handshake is answered so, and what the server saw of it. */
export const noSocket = (answer: Answer, residue: Results['residue']): Expectation => ({
  ...Object.fromEntries(SOCKET.map((probe) => [probe, answer])),
  ...NO_SOCKET,
  residue,
  ...(residue === 'unseen' && { forwarded: residue }),
})

/** The upgrade is stripped, and the app answers the plain request that is left. */
export const stripped = (residue: Results['residue']): Expectation => noSocket('426 app', residue)

/** Everything below the path of the sockets is answered so, and the app hears nothing of it. */
export const livePath = (answer: Answer): Expectation => ({
  ...noSocket(answer, 'unseen'),
  'socket-path': answer,
  exchange: answer,
  held: answer,
})

/** Plain requests are answered so, while sockets open. */
export const noPage = (answer: Answer): Expectation => ({
  ...Object.fromEntries(HTTP.map((probe) => [probe, answer])),
  script: 'no page',
  fresh: 'no page',
  stream: 'no answer',
})

/** Nothing at all gets through: every request is answered so. */
export const everything = (answer: Answer): Expectation => ({
  ...noSocket(answer, 'unseen'),
  ...noPage(answer),
})

export const expected = (expectation: Expectation): Results => ({ ...GOOD, ...expectation })
