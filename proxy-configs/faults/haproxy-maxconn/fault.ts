/** Whoever comes after the last free place is not refused: nobody talks to him. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyMaxconn: Fault = {
  id: 'haproxy-maxconn',
  title: 'the frontend is full',
  culprit: 'haproxy',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { limit: { example: '20', test: '4' } },
        edits: [{ at: 'maxconn', add: ['maxconn {{limit}}'] }],
      },
    ],
    crowd: 4,
    // Nobody of a crowd that says nothing is sent away while the others wait.
    environment: { HOLDFAST_HEARTBEAT_PING: '600000' },
  },
  sees: 'It works for the first so many people. For the next the page loads forever, without any message, until somebody leaves.',
  wire: 'The kernel accepts the connection, HAProxy does not take it, so not one byte comes back. Each WebSocket holds its place for as long as it is open. The log has nothing until there is room; `maxconn` in `global` does the same to all frontends together.',
  neighbours:
    '`haproxy-server-maxconn` answers 503 in the end. `apache-workers-exhausted` is the same of Apache, and says so in its error log.',
  ours: 'Whoever is in stays in. Others give up an attempt after a few seconds and try again until there is room.',
  fix: 'A `maxconn` well above people times open pads; one in `global` must allow the sum, and the limit of open files twice that.',
  expect: everything('hangs'),
  stories: NO_PAGE,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-maxconn',
    'https://docs.haproxy.org/2.6/configuration.html#3.2-maxconn',
  ],
}
