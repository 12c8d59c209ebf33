/** It cuts long requests instead. */
import type { Myth } from '../../fault.ts'

export const squidClientLifetimeCutsSockets: Myth = {
  id: 'squid-client-lifetime-cuts-sockets',
  title: 'client_lifetime cuts WebSockets',
  about: 'squid',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'read_timeout', keep: true, add: ['client_lifetime {{idle}} seconds'] }],
        places: { idle: { example: '15', test: '5' } },
      },
    ],
  },
  claim: 'A WebSocket ends when client_lifetime is over.',
  measured: 'Sockets live on, silent or not; what ends, without an answer, is a request that waits.',
  expect: { held: 'closed' },
  sources: ['http://www.squid-cache.org/Doc/config/client_lifetime/'],
}
