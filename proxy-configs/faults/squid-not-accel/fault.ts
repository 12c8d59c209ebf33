/** A port without accel expects to be asked as a forward proxy. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidNotAccel: Fault = {
  id: 'squid-not-accel',
  title: 'http_port has no accel',
  culprit: 'squid',
  symptom: 'unreachable',
  way: { hops: [{ good: 'squid', edits: [{ at: 'http_port', add: ['http_port {{listen}}'] }] }] },
  sees: 'Nothing loads: Squid says the address is invalid.',
  wire: "Everything gets 400 with Squid's own page and `X-Squid-Error: ERR_INVALID_URL 0`; access log `NONE_NONE/400`.",
  neighbours:
    'The 400 of socket.io behind `squid-upgrade-not-allowed` has no X-Squid-Error, and pages load there.',
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'http_port … accel vhost defaultsite=….',
  expect: everything('400 squid'),
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/http_port/'],
}
