/** ws:// carries pages as well. */
import type { Myth } from '../../fault.ts'

export const apacheWsForEverything: Myth = {
  id: 'apache-ws-for-everything',
  title: 'ProxyPass / ws:// breaks plain pages',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: ['ProxyPass        / ws://{{upstream}}/ timeout=3600 connectiontimeout=5'],
          },
        ],
      },
    ],
  },
  claim: 'A worker for ws:// cannot carry plain HTTP.',
  measured: 'It can: pages, uploads, waiting requests and streams all pass.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy_wstunnel.html'],
}
