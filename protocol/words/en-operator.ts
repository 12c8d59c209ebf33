/**
 * The words of `/status`, for whoever runs the server, in English. Apart from en.ts, because no browser app needs
 * them. Voice: what it means for the people who write, why, what to do; numbers with units; what is not known is
 * called so.
 */
const number = new Intl.NumberFormat('en')
const count = (n: number, one: string, many: string): string => `${number.format(n)} ${n === 1 ? one : many}`

const SIZES = [
  [1024 ** 4, 'TiB'],
  [1024 ** 3, 'GiB'],
  [1024 ** 2, 'MiB'],
  [1024, 'KiB'],
] as const

function bytes(n: number): string {
  const [size, unit] = SIZES.find(([least]) => n >= least) ?? [1, 'bytes']
  const value = n / size
  return `${value < 10 && size > 1 ? value.toFixed(1) : number.format(Math.round(value))} ${unit}`
}

function milliseconds(ms: number | null): string {
  if (ms === null) return 'not known: nothing was written'
  if (ms >= 60_000) return 'more than 10 s'
  return ms >= 1000 ? `${number.format(ms / 1000)} s` : `${number.format(ms)} ms`
}

const SPANS = [
  [24 * 60 * 60, 'day', 'days'],
  [60 * 60, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
] as const

function span(seconds: number): string {
  const [unit, one, many] = SPANS.find(([least]) => seconds >= least) ?? [1, 'second', 'seconds']
  return count(Math.floor(seconds / unit), one, many)
}

export const operatorEn = {
  documentTitle: 'Status · Holdfast',
  heading: 'Status',
  about: (version: string, uptimeSeconds: number, at: string) =>
    `Holdfast ${version}, running for ${span(uptimeSeconds)}. As of ${at} UTC; reload for newer.`,
  number: (n: number) => number.format(n),
  bytes,
  milliseconds,
  span,
  ago: (seconds: number) => (seconds < 60 ? 'less than a minute ago' : `${span(seconds)} ago`),

  well: 'Nothing here needs your attention.',
  needs: (n: number) => `${count(n, 'thing needs', 'things need')} your attention`,
  attention: {
    'storage-failing':
      'The disk takes no writes. Nothing people write is called saved; it waits in memory and in their browsers. Free space or mend the disk: writing is tried again by itself.',
    'disk-low':
      'Less than 1 GiB is left on the disk of the data folder. Once it is full nothing can be saved. Free space.',
    'storage-damaged':
      'Something on the disk could not be read. A damaged pad can be read in its last good state and not changed. Look at the disk; the log says where, under storage.damage and storage.pad-damaged.',
    stripped:
      'A proxy removes the upgrade from WebSocket handshakes. People behind it are live by HTTP, a little slower. What mends it is below.',
    'proxies-unlisted':
      'Requests come through a proxy this server does not know, so all its people count as one address. Add it to HOLDFAST_TRUSTED_PROXIES if it is yours; the log names it, under admission.unlisted-proxy.',
    'origin-refused':
      'Pages of another site were refused within the last hour. If that site is this one, a proxy changes Host: set HOLDFAST_PUBLIC_URL. The log says which, under admission.denied.',
    'limit-reached':
      'A limit turned people away within the last hour. Which one, and the option that sets it, is below.',
    'saving-slow':
      'Of 100 edits at least 5 took longer than a second until they were on the disk. People see “Saving…”. The disk is slow or busy.',
    'loop-late':
      'The server comes late to its work: cursors and letters of others arrive in jerks. It has too little processor, or too many people for one process.',
  },

  line: {
    heading: 'The way to this server',
    people: 'People',
    server: 'Server',
    byWebSocket: (n: number) => `${number.format(n)} by WebSocket`,
    byHttp: (n: number) => `${number.format(n)} by HTTP`,
    whole: (webSocket: number, http: number) =>
      `People reach this server: ${webSocket} by WebSocket, ${http} by HTTP. No handshake arrived without its upgrade.`,
    nobody: 'Nobody is here, so nothing is known about the way.',
    cut: (hop: string) => `WebSocket is cut at ${hop}; by HTTP people get through.`,
    unnamed: 'a proxy',
    seen: (n: number, ago: string) =>
      `${count(n, 'handshake', 'handshakes')} since the start, the last ${ago}.`,
    confidence: {
      certain: (hop: string) => `Only ${hop} leaves such a trace.`,
      likely: (hop: string) => `By what it left, it is likely ${hop}.`,
      possible: (hop: string) => `It is possibly ${hop}; others leave the same trace.`,
    },
    furtherOut: 'More than one proxy left its mark: the guilty one may stand further out.',
    fix: 'Lines for its configuration',
  },

  people: {
    heading: 'Who is here, and by which way',
    websocket: 'WebSocket',
    exchange: 'HTTP',
    most: (n: number) => `at most ${number.format(n)}`,
    rooms: (n: number) => `${count(n, 'pad is', 'pads are')} in memory.`,
    busiest: 'Pads with most people',
    pad: 'Pad',
    here: 'People',
  },

  saving: {
    heading: 'Until an edit is on the disk',
    series: '95 of 100 edits within',
    summary: (half: string, most: string, updates: number) =>
      `Within the last hour ${count(updates, 'edit', 'edits')}: half within ${half}, 95 of 100 within ${most}.`,
    none: 'Nobody wrote within the last hour.',
    range: 'above 10 s',
  },

  reconnects: {
    heading: 'Connections that came back',
    series: 'Came back',
    summary: (back: number, joins: number) =>
      joins === 0
        ? 'Nobody connected within the last hour.'
        : `${number.format(back)} of ${count(joins, 'connection', 'connections')} within the last hour. Many at once: a restart, or a line that is cut; many all the time: a proxy with a short timeout.`,
  },

  limits: {
    heading: 'Limits',
    none: 'No limit was reached since the start.',
    code: 'Refusal',
    option: 'Option',
    hour: 'Last hour',
    total: 'Since the start',
    rest: (n: number) => `${count(n, 'other limit was', 'other limits were')} never reached.`,
  },

  proxies: {
    heading: 'Proxies this server does not know',
    address: 'Address',
    requests: 'Requests',
  },

  storage: {
    heading: 'Storage',
    writes: 'Writes',
    works: 'The disk takes them',
    fails: (reason: string | undefined) => reason ?? 'The disk does not take them',
    damage: 'Damage',
    noDamage: 'None was found',
    damaged: 'Something could not be read; the log says where',
    log: 'Log',
    free: 'Left on the disk',
    unknown: 'Not known',
  },

  process: {
    heading: 'Process',
    memory: 'Memory',
    memoryValue: (resident: string, heap: string) => `${resident}, of it ${heap} JavaScript`,
    cpu: 'Processor time',
    cpuValue: (seconds: number, share: number) =>
      `${number.format(Math.round(seconds))} s, ${share.toFixed(share < 1 ? 1 : 0)} % since the start`,
    loop: 'Event loop late by',
    loopValue: (p99: string, max: string) => `${p99} (99 of 100 times less), ${max} at worst`,
    files: 'Open files',
  },

  chart: {
    table: 'As a table',
    time: 'Until (UTC)',
    now: 'now',
    nothing: 'none',
    /** `hours` may be a fraction. */
    from: (minutes: number) => (minutes < 120 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`),
  },

  more: 'The same for programs: /status?format=json and /metrics. Pad ids and addresses are shown to whoever sends HOLDFAST_ADMIN_TOKEN as Authorization: Bearer.',
} as const
