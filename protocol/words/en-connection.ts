/**
 * The words of the connection's details, in English: for the person who has to find out what stops WebSocket, who
 * may not be the one who writes. What is not known is said to be not known.
 */
import type { Cause } from '../proxy-fixes.ts'

/** `the proxy next to the server, probably nginx,`: as much as is known of it. */
const next = (proxy: string): string =>
  proxy === '' ? 'The proxy next to the server' : `The proxy next to the server, ${proxy},`

export const connectionEn = {
  details: 'Details',
  copyReport: 'Copy report',
  check: 'Check this connection',
  reportCopied: 'The report is copied. Nothing of the pad’s text is in it.',
  lineLabel: 'The way to the server',
  you: 'You',
  server: 'Server',
  proxy: 'A proxy',
  someProxy: 'A proxy on the way',
  httpCarries: 'by HTTP',
  websocket: 'WebSocket',
  exchange: 'HTTP',

  /** Who it is, by how sure that is. */
  named: {
    certain: (names: string) => names,
    likely: (names: string) => `probably ${names}`,
    possible: (names: string) => `perhaps ${names}`,
  },
  or: (names: readonly string[]) => names.join(' or '),

  /** What hangs from the cut, in a few words. */
  cut: {
    'http-1.0': 'speaks HTTP/1.0, drops Upgrade',
    'upgrade-headers-missing': 'removes the Upgrade header',
    'upgrade-missing': 'removes the Upgrade header',
    'upgrade-value-wrong': 'changes the Upgrade header',
    'connection-missing': 'replaces the Connection header',
    'connection-empty': 'empties the Connection header',
    'upgrade-not-enabled': 'does not allow upgrades',
    'pipe-missing': 'caches instead of piping',
    'pipe-without-headers': 'removes the Upgrade header',
  } satisfies Record<Cause, string>,
  cutBefore: 'the handshake does not reach the server',
  cutAfter: 'the server’s answer does not come back',
  cutRefused: 'the server refuses it',
  cutNoHandshake: 'something else arrives',
  cutOpened: 'opens and is cut',
  cutOffline: 'this device has no network',

  causes: {
    'http-1.0': (proxy: string) =>
      `${next(proxy)} speaks HTTP/1.0 to it and so drops the Upgrade header that WebSocket needs.`,
    'upgrade-headers-missing': (proxy: string) =>
      `${next(proxy)} removes the Upgrade header that WebSocket needs.`,
    'upgrade-missing': (proxy: string) => `${next(proxy)} removes the Upgrade header that WebSocket needs.`,
    'upgrade-value-wrong': (proxy: string) =>
      `${next(proxy)} passes the Upgrade header on with a wrong value.`,
    'connection-missing': (proxy: string) =>
      `${next(proxy)} replaces the Connection header that WebSocket needs.`,
    'connection-empty': (proxy: string) =>
      `${next(proxy)} empties the Connection header that WebSocket needs.`,
    'upgrade-not-enabled': (proxy: string) =>
      `${next(proxy)} is not set up to let WebSocket through, so it drops the Upgrade header.`,
    'pipe-missing': (proxy: string) =>
      `${next(proxy)} handles the WebSocket like a page to be cached instead of piping it.`,
    'pipe-without-headers': (proxy: string) =>
      `${next(proxy)} removes the Upgrade header that WebSocket needs while piping.`,
  } satisfies Record<Cause, (proxy: string) => string>,
  furtherOut:
    'More than one proxy is on the way: the one that does it may stand further out, with the same mistake.',
  notSeen: 'The handshake never reached the server: something before it blocks WebSocket.',
  answerLost:
    'The server accepted the WebSocket, and its answer did not come back: something on the way blocks it.',
  refusedByServer: 'The handshake arrived whole, and the server refused it. Its log says why.',
  noHandshake:
    'What reached the server was no WebSocket handshake any more: something on the way replaced it.',

  forOperator: 'For whoever runs the server',
  notSeenAdvice:
    'The proxies of the server did not pass the handshake on, or a firewall, antivirus or company proxy near the reader stopped it. Try another network: where WebSocket works there, it is near the reader.',
  answerLostAdvice:
    'Look for a proxy that does not relay the answer 101 Switching Protocols, or that closes the connection behind it.',
  inConfiguration: (proxy: string) => `In the configuration of ${proxy}:`,

  now: 'Carried by',
  nothing: 'nothing at the moment',
  roundTrip: 'Round trip',
  milliseconds: (ms: number) => `${Math.round(ms)} ms`,
  notMeasured: 'not measured',
  arrived: 'What the server saw of the handshake',
  nothingArrived: 'Nothing arrived within the last minute.',
  request: 'Request',
  missing: 'missing',
  attempts: 'Last attempts',
  noAttempts: 'None yet.',

  attempt: {
    opening: 'opening',
    open: 'open, not yet proven',
    healthy: 'works',
    neverOpened: (how: string) => `did not open: ${how}`,
    openedThenEnded: (how: string) => `opened, never answered, ended: ${how}`,
    ended: (how: string) => `worked, ended: ${how}`,
    notNeeded: 'ended by this page, not needed any more',
  },
  close: (code: number, words: string) => `${code}, ${words}`,
  closeCut: 'cut without a word',
  closeUnknown: 'no meaning known',

  line: {
    works: 'Proven: your edits reach the server by WebSocket.',
    unknown: 'WebSocket between you and the server: not known.',
    byHttp: 'HTTP to the server works and carries your edits.',
    notByHttp: 'HTTP is not carrying your edits.',
    cut: (where: string, reason: string) => `WebSocket is cut ${where}: ${reason}.`,
    cutSomewhere: 'between you and the server',
    cutAt: (proxy: string) => `between ${proxy} and the server`,
  },

  report: {
    heading: 'Holdfast connection report',
    time: 'Time',
    pad: 'Pad',
    address: 'Address',
    browser: 'Browser',
    status: 'Status',
  },
}
