/** Graceful means it. */
import type { Myth } from '../../fault.ts'

export const apacheGracefulDropsSockets: Myth = {
  id: 'apache-graceful-drops-sockets',
  title: 'A reload of Apache drops WebSockets',
  about: 'apache',
  way: { hops: [{ good: 'apache' }], meanwhile: { hop: 0, does: 'SIGUSR1' } },
  claim: 'systemctl reload apache2 ends every WebSocket.',
  measured: 'A graceful restart lets them live in the old process.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/stopping.html#graceful'],
}
