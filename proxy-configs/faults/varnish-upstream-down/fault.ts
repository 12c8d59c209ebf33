/** Nothing listens where Varnish looks for the app, and pages and sockets hear it differently. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything, noSocket } from '../../probes.ts'

export const varnishUpstreamDown: Fault = {
  id: 'varnish-upstream-down',
  title: 'the app does not run, or not there',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'varnish' }], end: 'down' },
  sees: 'Error 503 Backend fetch failed, at once.',
  wire: 'Requests get 503 with `Backend fetch failed`, Guru Meditation and `Retry-After: 5`. A handshake is piped, and a pipe without an end is closed without any answer.',
  neighbours: '`varnish-first-byte-timeout` is the same 503, after a time and for held requests only.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Start the app, or correct `.host` and `.port` of the backend.',
  expect: { ...everything('503 varnish'), ...noSocket('closed', 'unseen') },
  stories: NO_PAGE,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-backends.html', 'RFC 9110 section 15.6.4'],
}
