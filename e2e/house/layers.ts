/**
 * Who may import whom, as data: the inner rules that project references cannot express, and which npm packages
 * each part may use. ARCHITECTURE.md says the same in words. A part is the longest prefix that fits a file.
 */
export interface Part {
  /** Folder or file this is about. */
  readonly path: string
  /** Prefixes of our own files it may import, beside itself. */
  readonly may: readonly string[]
  /** npm packages and `node:` modules it may import. `node:*` means any of Node's. */
  readonly packages: readonly string[]
}

const PROSEMIRROR = [
  'prosemirror-commands',
  'prosemirror-dropcursor',
  'prosemirror-gapcursor',
  'prosemirror-inputrules',
  'prosemirror-keymap',
  'prosemirror-model',
  'prosemirror-schema-list',
  'prosemirror-state',
  'prosemirror-transform',
  'prosemirror-view',
]

/** Shapes of what is passed in: any part of the server may name them. */
const SEAMS = ['server/log.ts', 'server/clock.ts', 'server/hourly.ts', 'server/metrics/tally.ts']

export const PARTS: readonly Part[] = [
  { path: 'protocol/', may: [], packages: ['lib0', 'prosemirror-model'] },

  { path: 'server/main.ts', may: ['server/', 'protocol/'], packages: ['node:*', 'pino'] },
  { path: 'server/server.ts', may: ['server/', 'protocol/'], packages: ['node:*', 'express', 'ws'] },
  {
    path: 'server/config.ts',
    may: ['protocol/', 'server/option-kinds.ts', 'server/admission-options.ts'],
    packages: ['node:*'],
  },
  {
    path: 'server/admission-options.ts',
    may: ['protocol/', 'server/option-kinds.ts', 'server/admission/networks.ts'],
    packages: [],
  },
  { path: 'server/option-kinds.ts', may: ['server/admission/networks.ts'], packages: [] },
  { path: 'server/log.ts', may: [], packages: [] },
  { path: 'server/log-lines.ts', may: ['server/log.ts', 'server/redaction.ts'], packages: ['pino'] },
  { path: 'server/log-events.ts', may: [], packages: [] },
  { path: 'server/redaction.ts', may: ['server/log.ts'], packages: [] },
  { path: 'server/clock.ts', may: [], packages: [] },
  { path: 'server/hourly.ts', may: [], packages: [] },
  { path: 'server/admission/', may: ['protocol/', ...SEAMS], packages: ['node:*', 'ipaddr.js'] },
  {
    // Who may do what with a pad; shapes of the pad's links are the storage's.
    path: 'server/access/',
    may: ['protocol/', 'server/admission/denials.ts', 'server/storage/storage.ts'],
    packages: ['node:*'],
  },
  {
    path: 'server/http/',
    may: [
      'protocol/',
      ...SEAMS,
      'server/access/',
      'server/admission/',
      'server/content/',
      'server/metrics/',
      'server/rooms/pads.ts',
      'server/storage/storage.ts',
      'server/witness/',
      'server/outside/',
    ],
    packages: ['node:*', 'express', 'compression'],
  },
  {
    path: 'server/content/',
    may: ['protocol/', ...SEAMS],
    packages: [
      'node:worker_threads',
      'yjs',
      'y-prosemirror',
      'prosemirror-model',
      'prosemirror-markdown',
      'markdown-it',
      'lib0',
    ],
  },
  {
    path: 'server/websocket/',
    may: [
      'protocol/',
      ...SEAMS,
      'server/access/',
      'server/admission/',
      'server/metrics/attendance.ts',
      'server/rooms/',
      'server/witness/',
    ],
    packages: ['node:*', 'ws', 'lib0'],
  },
  {
    path: 'server/exchange/',
    may: [
      'protocol/',
      ...SEAMS,
      'server/access/',
      'server/admission/',
      'server/metrics/attendance.ts',
      'server/rooms/',
    ],
    packages: ['node:*', 'express'],
  },
  {
    path: 'server/rooms/',
    may: ['protocol/', ...SEAMS, 'server/storage/storage.ts'],
    packages: ['node:*', 'yjs', 'y-protocols', 'lib0'],
  },
  {
    path: 'server/exhibits/',
    may: [
      'server/admission/admission.ts',
      'protocol/',
      ...SEAMS,
      'server/content/',
      'server/http/',
      'server/rooms/',
      'server/storage/storage.ts',
      'server/websocket/websocket.ts',
    ],
    packages: ['node:*', 'express', 'socket.io', 'engine.io'],
  },
  {
    // What the operator asks of the data; server.ts opens its socket, the holdfast command runs its commands.
    path: 'server/operate/',
    may: [
      'protocol/',
      ...SEAMS,
      'server/config.ts',
      'server/option-kinds.ts',
      'server/content/exports.ts',
      'server/rooms/document.ts',
      'server/storage/',
    ],
    packages: ['node:*'],
  },
  {
    path: 'server/metrics/',
    may: [
      'protocol/',
      ...SEAMS,
      'server/admission/admission.ts',
      'server/admission/denials.ts',
      'server/storage/storage.ts',
      'server/witness/witness.ts',
    ],
    packages: ['node:*', 'prom-client'],
  },
  { path: 'server/witness/', may: ['protocol/', ...SEAMS], packages: [] },
  { path: 'server/outside/', may: ['protocol/', ...SEAMS, 'server/witness/'], packages: ['ws'] },
  { path: 'server/storage/', may: ['protocol/', ...SEAMS], packages: ['node:*'] },
  { path: 'bench/', may: ['protocol/'], packages: ['node:*', 'ws', 'yjs'] },
  { path: 'proxy-configs/', may: [], packages: [] },
  // The command line and the library: the only places that put wire, checks, causes and reports together.
  {
    path: 'doctor/',
    may: [
      'protocol/',
      'proxy-configs/',
      'doctor/wire/',
      'doctor/dialects/',
      'doctor/checks/',
      'doctor/causes/',
      'doctor/report/',
      'doctor/lint/',
      'doctor/command.ts',
    ],
    packages: ['node:*'],
  },
  {
    path: 'doctor/main.ts',
    may: ['doctor/', 'server/operate/commands.ts'],
    packages: ['node:*'],
  },
  { path: 'doctor/wire/', may: [], packages: ['node:*'] },
  { path: 'doctor/dialects/', may: ['protocol/', 'doctor/wire/'], packages: [] },
  {
    path: 'doctor/checks/',
    may: ['protocol/', 'proxy-configs/', 'doctor/wire/', 'doctor/dialects/'],
    packages: [],
  },
  { path: 'doctor/causes/', may: ['proxy-configs/', 'doctor/checks/', 'doctor/lint/'], packages: [] },
  {
    path: 'doctor/report/',
    may: [
      'protocol/',
      'proxy-configs/',
      'doctor/checks/',
      'doctor/causes/',
      'doctor/wire/',
      'doctor/command.ts',
    ],
    packages: [],
  },
  { path: 'doctor/command.ts', may: [], packages: [] },
  { path: 'doctor/lint/', may: ['protocol/', 'proxy-configs/'], packages: [] },
  { path: 'doctor/lint/lint-command.ts', may: ['proxy-configs/', 'doctor/'], packages: ['node:*'] },
  // The demo: its doors know the catalogue and not the doctor, its landing page knows the doctor and starts no proxy.
  { path: 'docker/doors.ts', may: ['proxy-configs/'], packages: [] },
  { path: 'docker/switches.ts', may: [], packages: ['node:*'] },
  {
    path: 'docker/door/',
    may: ['proxy-configs/', 'docker/doors.ts', 'docker/switches.ts'],
    packages: ['node:*'],
  },
  {
    path: 'docker/landing/',
    may: ['protocol/', 'proxy-configs/', 'doctor/', 'docker/doors.ts', 'docker/switches.ts'],
    packages: ['node:*'],
  },
  { path: 'docker/browser/', may: [], packages: [] },
  { path: 'client/build/', may: ['protocol/'], packages: ['node:*', 'vite'] },
  {
    path: 'client/',
    may: [
      'protocol/',
      'client/connection/',
      'client/ui/',
      'client/editor/',
      'client/session/',
      'client/device/',
      'client/styles/',
    ],
    packages: [],
  },
  { path: 'client/offline-worker.ts', may: ['client/device/'], packages: [] },
  { path: 'client/connection/', may: ['protocol/'], packages: [] },
  { path: 'client/device/', may: ['protocol/'], packages: [] },
  {
    path: 'client/session/',
    may: ['protocol/', 'client/connection/', 'client/device/'],
    packages: ['yjs', 'y-websocket', 'y-protocols', 'lib0'],
  },
  {
    path: 'client/editor/',
    may: ['protocol/', 'client/session/', 'client/ui/'],
    packages: [...PROSEMIRROR, 'y-prosemirror', 'yjs', 'y-protocols', 'lib0'],
  },
  {
    // Clients as other people build them: what connects them is theirs, so nothing of ours that connects is used.
    path: 'client/exhibits/',
    may: ['protocol/', 'client/editor/input-rules.ts', 'client/ui/', 'client/styles/'],
    packages: [
      ...PROSEMIRROR,
      'y-prosemirror',
      'yjs',
      'y-protocols',
      'lib0',
      'y-websocket',
      'y-indexeddb',
      'socket.io-client',
    ],
  },
  { path: 'client/diagnose.ts', may: ['protocol/', 'client/'], packages: [] },
  // The only part of the app that knows proxies: what it sees is compared with the catalogue.
  { path: 'client/diagnose/', may: ['protocol/', 'proxy-configs/', 'client/ui/'], packages: [] },
  {
    path: 'client/ui/',
    may: ['protocol/', 'client/session/'],
    packages: [],
  },
]

/** The part a file belongs to; undefined for folders without inner rules (e2e). */
export const partOf = (file: string): Part | undefined =>
  PARTS.filter((part) => file === part.path || (part.path.endsWith('/') && file.startsWith(part.path))).sort(
    (a, b) => b.path.length - a.path.length,
  )[0]

export const covers = (prefix: string, file: string): boolean =>
  file === prefix || (prefix.endsWith('/') && file.startsWith(prefix))
