/** Sockets have their own timeout; what is held as a request has not. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const haproxyServerTimeout: Fault = {
  id: 'haproxy-server-timeout',
  title: 'held requests are cut, sockets are not',
  culprit: 'haproxy',
  symptom: 'requests-cut',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { held: { example: '30s', test: '4s' } },
        edits: [{ at: 'timeout server', add: ['timeout server  {{held}}'] }],
      },
    ],
  },
  sees: 'People whose WebSocket is blocked elsewhere are disconnected again and again; nobody else notices.',
  wire: 'A request that is held longer is answered with 504 by HAProxy, in the log with the flags `sH--`: the server had not sent its headers.',
  neighbours: 'Without `timeout tunnel` it cuts silent sockets too: `haproxy-server-timeout-cuts-sockets`.',
  ours: 'Learns from the first request that was cut, and ends the next ones before.',
  fix: 'Raise `timeout server` above the time for which requests are held, 55 s here.',
  expect: { held: '504 haproxy' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20server',
    'https://docs.haproxy.org/2.6/configuration.html#8.5',
  ],
}
