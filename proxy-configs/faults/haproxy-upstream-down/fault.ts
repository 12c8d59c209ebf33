/** Nothing listens where HAProxy looks for the app, and it looks again. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyUpstreamDown: Fault = {
  id: 'haproxy-upstream-down',
  title: 'the app does not run, or not there',
  culprit: 'app',
  symptom: 'unreachable',
  way: { hops: [{ good: 'haproxy' }], end: 'down' },
  sees: 'Service Unavailable, after three seconds.',
  wire: 'HAProxy tries three times more, a second apart, then answers 503 with `No server is available to handle this request`. Flags `SC--`, and 3 retries as the last of the five counters behind them.',
  neighbours:
    '503 at once means that a health check has failed: `haproxy-health-check-wrong-path`. `haproxy-upstream-hanging` is 504. nginx and Caddy say 502 of the same.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Start the app, or correct the address behind `server`.',
  expect: everything('503 haproxy'),
  takes: { page: 2_500, handshake: 2_500 },
  stories: NO_PAGE,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-retries',
    'https://docs.haproxy.org/2.6/configuration.html#8.5',
  ],
}
