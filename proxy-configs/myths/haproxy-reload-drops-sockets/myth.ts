/** A reload, and sockets that are open. */
import type { Myth } from '../../fault.ts'

export const haproxyReloadDropsSockets: Myth = {
  id: 'haproxy-reload-drops-sockets',
  title: 'reloading again and again',
  about: 'haproxy',
  way: { hops: [{ good: 'haproxy' }], meanwhile: { hop: 0, does: 'reload' } },
  claim: 'A reload drops open WebSockets.',
  measured:
    'They stay with the old worker until they end by themselves, held requests as well. Only `hard-stop-after` ends them: `haproxy-hard-stop-after`.',
  expect: {},
  sources: ['https://docs.haproxy.org/2.6/management.html#4'],
}
