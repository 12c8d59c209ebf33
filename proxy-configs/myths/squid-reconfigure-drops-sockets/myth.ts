/** A reconfigure is not a restart. */
import type { Myth } from '../../fault.ts'

export const squidReconfigureDropsSockets: Myth = {
  id: 'squid-reconfigure-drops-sockets',
  title: 'squid -k reconfigure drops WebSockets',
  about: 'squid',
  way: { hops: [{ good: 'squid' }], meanwhile: { hop: 0, does: 'SIGHUP' } },
  claim: 'Reloading the configuration ends every WebSocket.',
  measured: 'They live on.',
  expect: {},
  sources: ['http://www.squid-cache.org/Doc/config/'],
}
