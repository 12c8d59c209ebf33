/** The same with the other of the two, which is about held requests as well. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const haproxyServerTimeoutCutsSockets: Fault = {
  id: 'haproxy-server-timeout-cuts-sockets',
  title: 'no timeout tunnel, and a short timeout server',
  culprit: 'haproxy',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { idle: { example: '15s', test: '4s' } },
        edits: [{ at: 'timeout server', add: ['timeout server  {{idle}}'] }, { at: 'timeout tunnel' }],
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, and nothing that takes long succeeds.',
  wire: 'Silent sockets end without a close frame, in the log 101 with the flags `sD--`. Requests that are held longer are answered with 504 by HAProxy, flags `sH--`.',
  neighbours:
    '`haproxy-client-timeout-cuts-sockets` leaves requests alone. `haproxy-server-timeout` has a timeout for sockets and cuts requests only.',
  ours: 'Connects again at once and loses nothing; while it lives by HTTP it learns how long a request may be held.',
  fix: 'Set `timeout tunnel 1h`, and `timeout server` above the time for which requests are held.',
  expect: { held: '504 haproxy', idle: 'cut' },
  takes: { held: 3_000 },
  stories: ALL_WELL,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20server',
    'https://docs.haproxy.org/2.6/configuration.html#8.5',
  ],
}
