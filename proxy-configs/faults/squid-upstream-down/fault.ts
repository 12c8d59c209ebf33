/** Nothing listens where cache_peer points. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidUpstreamDown: Fault = {
  id: 'squid-upstream-down',
  title: 'The app is down, or listens elsewhere',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'squid' }], end: 'down' },
  sees: 'Nothing loads: an error page of Squid.',
  wire: 'Everything gets 502 from Squid; cache.log: `TCP connection to … failed`, after ten of them `Detected DEAD Parent`.',
  neighbours: '`squid-upstream-hanging` is 504 and late.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Start the app, and compare the address it logs with cache_peer.',
  expect: everything('502 squid'),
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/cache_peer/'],
}
