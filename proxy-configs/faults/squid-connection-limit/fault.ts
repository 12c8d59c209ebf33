/** Fewer connections for an address than an office has people. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidConnectionLimit: Fault = {
  id: 'squid-connection-limit',
  title: 'maxconn is lower than what one address needs',
  culprit: 'squid',
  symptom: 'busy',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [{ at: 'acl crowd', add: ['acl crowd maxconn {{limit}}'] }],
        places: { limit: { example: '10', test: '4' } },
      },
    ],
    crowd: 4,
  },
  sees: 'It works at home and for the first few in the office or class; for the next ones nothing loads.',
  wire: 'While one address holds more connections than that, everything it asks gets 403 with `X-Squid-Error: ERR_ACCESS_DENIED 0`; access log `TCP_DENIED/403`. Every open pad holds one connection, and pages a few more.',
  neighbours: '`squid-access-denied` refuses the first visitor, too.',
  ours: 'Who is in stays in; who comes is refused by Squid and tries again.',
  fix: 'A limit above what a whole office behind one address needs.',
  expect: everything('403 squid'),
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/acl/'],
}
