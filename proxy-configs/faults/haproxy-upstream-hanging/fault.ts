/** Something listens, and never answers. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyUpstreamHanging: Fault = {
  id: 'haproxy-upstream-hanging',
  title: 'the app takes requests and answers none',
  culprit: 'app',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { idle: { example: '50s', test: '2s' } },
        edits: [{ at: 'timeout server', add: ['timeout server  {{idle}}'] }],
      },
    ],
    end: 'silent',
  },
  sees: 'The browser waits and waits, then Gateway Time-out.',
  wire: 'HAProxy answers 504 after exactly `timeout server`; flags `sH--`.',
  neighbours: '`haproxy-upstream-down` is 503 after three seconds.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Find out what the app waits for; the timeout only decides how long people look at nothing.',
  expect: everything('504 haproxy'),
  takes: { page: 1_500, handshake: 1_500 },
  stories: NO_PAGE,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20server',
    'RFC 9110 section 15.6.5',
  ],
}
