/** What no http_access line allows is denied. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const squidAccessDenied: Fault = {
  id: 'squid-access-denied',
  title: 'http_access does not allow the site',
  culprit: 'squid',
  symptom: 'unreachable',
  way: { hops: [{ good: 'squid', edits: [{ at: 'http_access allow holdfast' }] }] },
  sees: 'Nothing loads: access denied.',
  wire: "Everything gets 403 with Squid's own page and `X-Squid-Error: ERR_ACCESS_DENIED 0`; access log `TCP_DENIED/403`.",
  neighbours: "A refusal by the app has the app's own body and no X-Squid-Error.",
  ours: 'Opens pads that are kept on the device, keeps what is written there, and tries again.',
  fix: 'Allow the site before denying all.',
  expect: everything('403 squid'),
  stories: NO_PAGE,
  sources: ['http://www.squid-cache.org/Doc/config/http_access/'],
}
