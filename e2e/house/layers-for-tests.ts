/**
 * Files among the sources that only tests import: stages, stand-ins and suites shared by several engines. They
 * may use what their part may, and this besides.
 */
import type { Part } from './layers.ts'

export const FOR_TESTS: readonly Part[] = [
  { path: 'client/connection/exchange-world.ts', may: [], packages: [] },
  { path: 'client/connection/machine-world.ts', may: [], packages: [] },
  { path: 'client/connection/played-timers.ts', may: [], packages: [] },
  { path: 'client/diagnose/browser-view.ts', may: [], packages: [] },
  { path: 'doctor/lint/catalogue-exceptions.ts', may: [], packages: [] },
  { path: 'server/admission/test-admission.ts', may: [], packages: [] },
  {
    path: 'server/admission/test-server.ts',
    may: ['server/config.ts', 'server/http/test-site.ts', 'server/server.ts', 'server/storage/quiet-log.ts'],
    packages: ['ws'],
  },
  { path: 'server/access/test-links.ts', may: ['server/admission/test-server.ts'], packages: ['ws', 'yjs'] },
  { path: 'doctor/sample.ts', may: [], packages: [] },
  { path: 'doctor/wire/stand-in.ts', may: [], packages: [] },
  { path: 'server/content/sample-trees.ts', may: [], packages: ['fast-check'] },
  { path: 'server/exchange/test-side.ts', may: [], packages: ['yjs', 'y-protocols'] },
  {
    path: 'server/exhibits/test-server.ts',
    may: ['server/server.ts', 'server/config.ts'],
    packages: ['ws', 'yjs'],
  },
  { path: 'server/http/fake-pads.ts', may: [], packages: [] },
  { path: 'server/http/test-site.ts', may: ['server/storage/memory.ts'], packages: [] },
  { path: 'server/metrics/test-facts.ts', may: [], packages: [] },
  { path: 'server/rooms/stage.ts', may: ['server/storage/memory.ts'], packages: [] },
  { path: 'server/storage/acceptance-capture.ts', may: [], packages: ['vitest'] },
  { path: 'server/storage/acceptance.ts', may: [], packages: ['vitest'] },
  { path: 'server/storage/fixtures.ts', may: [], packages: [] },
  { path: 'server/storage/quiet-log.ts', may: [], packages: [] },
  { path: 'server/storage/random.ts', may: [], packages: [] },
  { path: 'server/storage/simulated-disk.ts', may: [], packages: [] },
]
