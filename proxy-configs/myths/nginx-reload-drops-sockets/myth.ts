/** A reload while people are in. */
import type { Myth } from '../../fault.ts'

export const nginxReloadDropsSockets: Myth = {
  id: 'nginx-reload-drops-sockets',
  title: 'reloads while connections last',
  about: 'nginx',
  way: { hops: [{ good: 'nginx' }], meanwhile: { hop: 0, does: 'reload' } },
  claim: 'Reloading nginx drops all open WebSockets.',
  measured:
    'They stay with the old workers until they end by themselves. Only `worker_shutdown_timeout` changes that: `nginx-worker-shutdown-timeout`.',
  expect: {},
  sources: ['https://nginx.org/en/docs/control.html#reconfiguration'],
}
