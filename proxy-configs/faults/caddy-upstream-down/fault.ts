/** Nothing listens where Caddy looks for the app. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyUpstreamDown: Fault = {
  id: 'caddy-upstream-down',
  title: 'the app does not run, or not there',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'caddy' }], end: 'down' },
  sees: 'An empty page, at once; browsers put their own words on it.',
  wire: 'Caddy answers 502 with an empty body; its error log says `dial tcp …: connect: connection refused`.',
  neighbours:
    '`caddy-body-too-small` is the same 502, for large requests only. HAProxy says 503 after three seconds.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Start the app, or correct `to`.',
  expect: everything('502 caddy'),
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy', 'RFC 9110 section 15.6.3'],
}
