/** A limit per address, and a whole office behind one. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyAddressLimit: Fault = {
  id: 'haproxy-address-limit',
  title: 'one address may not hold more connections',
  culprit: 'haproxy',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { limit: { example: '10', test: '4' } },
        edits: [
          {
            at: 'http-request deny deny_status 429',
            add: ['http-request deny deny_status 429 if { sc0_conn_cur gt {{limit}} }'],
          },
        ],
      },
    ],
    crowd: 4,
  },
  sees: 'It works for the first few of an office or a class; everybody after them gets Too Many Requests, also for pages.',
  wire: 'HAProxy answers 429 itself, with the flags `PR--`. Every open WebSocket counts for as long as it lives.',
  neighbours:
    'A 429 of the app is problem details in JSON with a Retry-After. `haproxy-maxconn` counts everybody.',
  ours: 'Whoever is in stays in. Others try again, ever more rarely, until there is room.',
  fix: 'A limit above what one address really holds: people times open pads, and some more for their requests.',
  expect: everything('429 haproxy'),
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#7.3.3-sc0_conn_cur'],
}
