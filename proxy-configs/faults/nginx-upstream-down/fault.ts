/** Nothing listens where nginx looks for the app. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxUpstreamDown: Fault = {
  id: 'nginx-upstream-down',
  title: 'the app does not run, or not there',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'nginx' }], end: 'down' },
  sees: 'Bad Gateway, at once.',
  wire: 'nginx answers 502 within milliseconds; its error log says `connect() failed (111: Connection refused)`.',
  neighbours:
    '`nginx-upstream-hanging` answers 504 after a time; `nginx-upstream-spoken-to-in-tls` is 502 too, with another line in the error log.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Start the app, or correct `server` in the upstream.',
  expect: everything('502 nginx'),
  stories: NO_PAGE,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass',
    'RFC 9110 section 15.6.3',
  ],
}
