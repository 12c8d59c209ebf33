/**
 * The words of the connection check, in English: for somebody who is stuck and tired, and for the person whom that
 * somebody will ask. First what it means, then why, then what to do; what is not known is said to be not known.
 */

const seconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} s`

export const diagnoseEn = {
  documentTitle: 'Connection check · Holdfast',
  heading: 'Connection check',
  withoutScript:
    'The check is done by a script, and this page may run none. Allow JavaScript for it, or ask whoever runs the server to run: npx holdfast doctor with this address.',
  scriptMissing:
    'The check is loading. If this sentence stays, the script of the page does not come: a proxy on the way leads the addresses below /assets/ astray, or holds them back. Tell that to whoever runs the server.',

  running: {
    headline: 'Checking…',
    means: 'This takes about ten seconds, and longer where something is broken.',
    waiting: (names: string, most: number) => `Waiting for: ${names} (at most ${most} s).`,
  },

  /** By what it means for people; each may be followed by a cause. */
  headline: {
    well: 'Everything that was checked works.',
    unclear: 'No fault was found, but whether WebSocket works could not be found out.',
    flawed: 'WebSocket works here, but something on the way is wrong.',
    apart: 'People of one pad do not see each other here.',
    'by-http': 'WebSocket is blocked. Pads are live by HTTP instead.',
    'not-live': 'Pads are not live here: neither WebSocket nor its replacement gets through.',
    unreachable: 'The server does not answer.',
  },
  flawedUnclear: 'Something on the way is wrong. Whether WebSocket works could not be found out.',
  means: {
    well: 'You and others see each other’s changes at once, and what you write reaches the server.',
    unclear: 'What could be asked from here works.',
    flawed: 'What goes wrong, or will at some time, stands below.',
    apart:
      'The address leads to several servers that know nothing of each other. What you write is kept by one of them, and not everybody reads it.',
    'by-http':
      'You can go on writing: your changes reach the server and others, at the price of more requests. Editors that only know WebSocket do not work here.',
    'not-live':
      'You can read. What you write stays on this device until the connection is mended, and others do not see it.',
    unreachable: 'Nothing can be read or saved at the moment. What pads keep on this device stays there.',
  },
  byLinks: 'Pads open by their links here, and this page has none: what only a pad could show was not asked.',
  deviceOffline: 'Your device says that it has no network.',

  why: 'Why',
  todo: 'What to do',
  forYou: 'Send the report below to whoever runs the server. Nothing on your side needs to change.',
  forYouWell: 'Nothing. If something still goes wrong now and then, watch a silent connection (below).',
  forYouByLinks:
    'Open the pad with its link: its status, at the top right, says whether it is live, and by what.',
  forYouUnclear: 'Check again in a moment. If this stays, send the report below to whoever runs the server.',
  forYouUnreachable:
    'See whether other pages open. If they do, tell whoever runs the server; if not, it is your network.',
  forAdmin: 'For whoever runs the server',
  nearTheReader: 'Try another network: if it works there, the one you are in now blocks WebSocket.',

  cause: {
    certain: (what: string) => `Everything that was seen fits one cause: ${what}.`,
    likely: (what: string) => `Most likely: ${what}.`,
    possible: (what: string) => `Perhaps: ${what}.`,
    oneOf: (count: number) => `From a browser ${count} causes look the same. One of these:`,
    also: 'And besides:',
    none: 'No known fault does exactly this. What was not as it should be:',
  },
  others: (count: number) => `${count} more that look the same`,
  faultId: (id: string) => `fault ${id}`,
  requestsByLinks:
    'Requests to the list and the exchange by HTTP reach the server. Without a link it does no more with them.',
  thenReload: 'Then load the configuration anew and check again.',
  doctor: (url: string) => `npx holdfast doctor ${url}`,
  doctorByLinks: (url: string) => `npx holdfast doctor ${url} --header "Authorization: Bearer TOKEN"`,
  doctorWhy: 'From the command line more can be seen than from a browser, and hops can be asked one by one:',
  lintWhy: 'Which of them it is, the configuration itself tells:',
  lint: 'npx holdfast lint FILE',

  checks: 'What was checked',
  check: {
    page: {
      name: 'Page',
      asks: 'a page and its script',
      good: ({ ms = 0 }) => `The page and its script come (${Math.round(ms)} ms).`,
    },
    health: {
      name: 'Server',
      asks: 'the server’s own word that it is well',
      good: () => 'The server says that it is well. That proves nothing of the WebSocket.',
    },
    clock: {
      name: 'Clock',
      asks: 'the server’s clock',
      good: () => 'The clocks of this device and of the server agree.',
    },
    plain: {
      name: 'Address of the WebSocket',
      asks: 'a plain answer from the address of the WebSocket',
      good: () => 'A plain request to the address of the WebSocket reaches the server.',
    },
    requests: {
      name: 'Requests',
      asks: 'the requests pads live on without WebSocket, a large one too',
      good: () => 'List, exchange by HTTP and a request of 1.5 MB get through.',
    },
    upgrade: {
      name: 'WebSocket',
      asks: 'a WebSocket to open',
      good: ({ ms = 0 }) => `A WebSocket opens (${Math.round(ms)} ms).`,
    },
    forwarding: {
      name: 'Forwarded headers',
      asks: 'what the server was told of this visit',
      good: () => 'The server is told name and scheme of this page as they are.',
    },
    'round-trip': {
      name: 'Round trip',
      asks: 'an answer over the WebSocket',
      good: ({ ms = 0 }) => `A question over the WebSocket is answered after ${Math.round(ms)} ms.`,
    },
    payload: {
      name: 'Larger message',
      asks: 'an answer to a large message',
      good: ({ kib = 64 }) => `A message of ${kib} KiB over the WebSocket arrives and is answered.`,
    },
    together: {
      name: 'One pad',
      asks: 'several connections to meet in one pad',
      good: ({ count = 0 }) => `${count} connections to one pad meet there.`,
    },
    caching: {
      name: 'Caching',
      asks: 'whether an answer comes from a cache',
      good: () => 'Pages and answers come fresh from the server.',
    },
    streaming: {
      name: 'Streaming',
      asks: 'an answer that is sent in pieces',
      good: () => 'An answer that is sent in pieces arrives in pieces.',
    },
    held: {
      name: 'Held request',
      asks: 'a request that the server holds for 5 s',
      good: ({ seconds: held = 0 }) => `A request that the server holds for ${seconds(held)} is answered.`,
    },
    silence: {
      name: 'Silence',
      asks: 'the end of the silence',
      good: ({ seconds: watched = 0 }) => `Silent, busy and held connections last ${seconds(watched)}.`,
    },
  } satisfies Record<
    string,
    { name: string; asks: string; good: (numbers: Readonly<Record<string, number>>) => string }
  >,
  clockOff: (off: number) =>
    `The clock of this device is ${seconds(Math.abs(off))} ${off > 0 ? 'ahead of' : 'behind'} the server’s. Times in pads and in this report are off by that.`,
  skipped: 'Not asked: no WebSocket opened.',
  skippedByLinks: 'Not asked: it takes a pad, and pads open by their links here.',
  unclear: 'It could not be found out.',
  unclearByLinks:
    'A whole handshake reaches the server. Whether the WebSocket opens could not be found out without a pad’s link.',
  silenceCut: (after: number) => `A silent connection was cut after ${seconds(after)}.`,

  /** What was asked, before its word. */
  probe: {
    page: 'the page',
    script: 'the script of the page',
    health: 'the server’s word on itself',
    list: 'the list of pads',
    large: 'a request of 1.5 MB',
    'socket-path': 'a plain request to the address of the WebSocket',
    handshake: 'the handshake',
    'handshake-list': 'the handshake in another form',
    'handshake-origin': 'the handshake of this page',
    'handshake-h2': 'the handshake over HTTP/2',
    'round-trip': 'an answer over the WebSocket',
    residue: 'what arrived of the handshake',
    forwarded: 'what the server was told of this visit',
    exchange: 'the exchange by HTTP',
    held: 'a held request',
    idle: 'a silent WebSocket',
    pinged: 'a busy WebSocket',
    fresh: 'pages and answers',
    stream: 'an answer in pieces',
    together: 'several connections to one pad',
    'large-frame': 'a larger message over the WebSocket',
  },
  /** `426 app` and its kin, in words; what is not here is an answer with its status. */
  word: {
    closed: 'the connection was closed without an answer',
    hangs: 'no answer came',
    'not by the app': 'refused before it reached the server',
    'refused by the app': 'the server itself refused it',
    'not 101': 'refused, nobody can say by whom',
    'some redirect': 'sent on to another address',
    'no page': 'there is no page to look at',
    silent: 'nothing came back',
    'no socket': 'no WebSocket opened',
    unseen: 'the server saw nothing of it',
    cut: 'cut',
    stale: 'an old answer came from a cache',
    late: 'its beginning is held back',
    'in one': 'held back until its end: a proxy buffers',
    'no answer': 'it was not reached',
    apart: 'they do not meet: servers that share nothing stand behind the address',
  } as Readonly<Record<string, string>>,
  strangerWithToken:
    'The server takes this page for one of another site, because a proxy changes its name. Pads of Holdfast get in all the same, by a token of their own; other clients do not.',
  noWebSocket: (why: string) => `No WebSocket opens: ${why}.`,
  stripped: 'it arrived as a plain request, its upgrade was lost on the way',
  status: (status: string, by: string) => `${status}, ${by}`,
  by: {
    app: 'by the server itself',
    nginx: 'by nginx',
    apache: 'by Apache',
    squid: 'by Squid',
    haproxy: 'by HAProxy',
    caddy: 'by Caddy',
    varnish: 'by Varnish',
    stub: 'by something else',
    nobody: 'signed by nobody',
  } as Readonly<Record<string, string>>,
  /** Whose configuration it is; what is not here is nobody's in particular. */
  proxies: {
    nginx: 'nginx',
    apache: 'Apache',
    squid: 'Squid',
    haproxy: 'HAProxy',
    caddy: 'Caddy',
    varnish: 'Varnish',
    firewall: 'a firewall',
  } as Readonly<Record<string, string>>,
  forwardedWrong: (what: string) => `told wrongly, or not at all: ${what}`,

  state: {
    waiting: 'waits',
    running: 'is being checked',
    pass: 'works',
    warn: 'notice',
    fail: 'does not work',
    skip: 'not asked',
    unclear: 'not known',
  },

  line: {
    blockedBefore: (proxy: string) => `${proxy} does not pass it on`,
    notLive: 'WebSocket opens, and carries nothing',
  },

  again: 'Check again',
  watch: (watched: number) => `Watch a silent connection for ${watched} s`,
  watchHint:
    'Proxies cut connections on which nobody says anything for a while, most often after 60 s. Keep this page in front meanwhile.',
  copyReport: 'Copy report',
  reportCopied: 'The report is copied. It names no pad and no address of yours.',
  copyLink: 'Copy link for the administrator',
  linkCopied: 'The link is copied. Whoever opens it sees what was found here.',
  copyFailed: 'Copying was refused by the browser. Select the text below and copy it with the keyboard.',

  fromPad: (transport: string, when: string) => `You come from a pad that was ${transport} at ${when}.`,
  byTransport: {
    websocket: 'live by WebSocket',
    exchange: 'live by HTTP',
    none: 'not connected',
  },
  foundElsewhere: (when: string, browser: string) => `This is what ${browser} found on ${when}.`,
  someBrowser: 'another browser',
  checkHere: 'Check from here',
  details: 'What the server saw of the handshake',

  report: {
    heading: 'Holdfast connection check',
    time: 'Time',
    address: 'Address',
    browser: 'Browser',
    attempts: 'The pad’s last attempts',
    checks: 'Checks',
    causes: 'Causes',
    observed: 'Observed, in the words of the catalogue',
  },
}

export type DiagnoseWords = typeof diagnoseEn
