/** A request may not live longer than this, silent or not. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const squidClientLifetime: Fault = {
  id: 'squid-client-lifetime',
  title: 'client_lifetime is lower than the longest wait for an answer',
  culprit: 'squid',
  symptom: 'requests-cut',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'read_timeout', keep: true, add: ['client_lifetime {{idle}} seconds'] }],
        places: { idle: { example: '15', test: '5' } },
      },
    ],
  },
  sees: 'With WebSocket nothing; whoever lives without it loses the connection again and again.',
  wire: 'A request that waits ends without any answer; access log `TCP_MISS_TIMEDOUT`. Sockets and tunnels are not touched.',
  neighbours: '`squid-read-timeout` answers 504 and cuts silent sockets, too.',
  ours: 'Live over WebSocket; the exchange over HTTP learns how long a wait may be and asks for shorter ones.',
  fix: 'Leave client_lifetime at its day.',
  expect: { held: 'closed' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: ['http://www.squid-cache.org/Doc/config/client_lifetime/'],
}
