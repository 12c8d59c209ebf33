/** Silence longer than read_timeout ends whatever it is. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidReadTimeout: Fault = {
  id: 'squid-read-timeout',
  title: 'read_timeout is lower than the silence between two pings',
  culprit: 'squid',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'read_timeout', add: ['read_timeout {{idle}} seconds'] }],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  sees: 'Whenever nobody types for a while, the page says it is reconnecting.',
  wire: 'A silent socket is closed without a close frame (1006), access log `TCP_TUNNEL/101`; a request that waits gets 504 with `X-Squid-Error: ERR_READ_TIMEOUT 0`. Pings in between keep the socket.',
  neighbours: '`squid-client-lifetime` leaves sockets alone.',
  ours: 'Pings are sent every 20 seconds, so only a timeout below that is felt: then it reconnects at once and loses nothing.',
  fix: 'read_timeout of an hour.',
  expect: { idle: 'cut', held: '504 squid' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/read_timeout/'],
}
