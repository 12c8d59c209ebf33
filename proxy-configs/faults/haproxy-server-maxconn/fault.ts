/** A limit per server, made for requests that are over soon. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyServerMaxconn: Fault = {
  id: 'haproxy-server-maxconn',
  title: 'the server may not hold more connections',
  culprit: 'haproxy',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { limit: { example: '20', test: '4' } },
        edits: [
          { at: 'timeout connect', add: ['timeout connect 2s'] },
          { at: 'server app', add: ['server app1 {{upstream}} maxconn {{limit}}'] },
        ],
      },
    ],
    crowd: 4,
  },
  sees: 'It works for the first so many people. The next wait some seconds for Service Unavailable, also for pages.',
  wire: 'HAProxy queues what is too much, and answers 503 itself after `timeout queue`, which is `timeout connect` unless it is set. Flags `sQ--`.',
  neighbours: '`haproxy-maxconn` never answers. `haproxy-upstream-down` is the same status with `SC--`.',
  ours: 'Whoever is in stays in. Others try again, ever more rarely, until there is room.',
  fix: 'Leave `maxconn` of the server out, or count sockets, not requests: people times open pads.',
  expect: everything('503 haproxy'),
  takes: { page: 1_500 },
  stories: NO_PAGE,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#5.2-maxconn',
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20queue',
  ],
}
