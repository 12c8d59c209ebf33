/** Four timeouts that sound like it. */
import type { Myth } from '../../fault.ts'

export const squidOtherTimeouts: Myth = {
  id: 'squid-other-timeouts',
  title: 'write_timeout, request_timeout and the idle timeouts cut WebSockets',
  about: 'squid',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [
          {
            at: 'read_timeout',
            keep: true,
            add: [
              'write_timeout {{idle}} seconds',
              'request_timeout {{idle}} seconds',
              'client_idle_pconn_timeout {{idle}} seconds',
              'server_idle_pconn_timeout {{idle}} seconds',
            ],
          },
        ],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  claim: 'Low values of these cut sockets or waiting requests.',
  measured: 'None of them has any effect on either.',
  expect: {},
  sources: [
    'http://www.squid-cache.org/Doc/config/write_timeout/',
    'http://www.squid-cache.org/Doc/config/request_timeout/',
    'http://www.squid-cache.org/Doc/config/client_idle_pconn_timeout/',
  ],
}
