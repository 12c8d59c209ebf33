/** Without a timeout of their own sockets have those of requests. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const haproxyClientTimeoutCutsSockets: Fault = {
  id: 'haproxy-client-timeout-cuts-sockets',
  title: 'no timeout tunnel, and a short timeout client',
  culprit: 'haproxy',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'haproxy',
        places: { idle: { example: '15s', test: '4s' } },
        edits: [{ at: 'timeout client', add: ['timeout client {{idle}}'] }, { at: 'timeout tunnel' }],
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, always after the same time.',
  wire: 'Without `timeout tunnel` a silent socket lives as long as the shorter of `timeout client` and `timeout server` says. The log has 101 with the flags `cD--`: the client was the silent one.',
  neighbours:
    '`haproxy-tunnel-timeout` looks the same. Held requests survive both, because there the client has said all it had to; `haproxy-server-timeout-cuts-sockets` cuts those as well.',
  ours: 'Connects again at once and loses nothing. Debian sets 50 s, and Holdfast pings every 20 s; an app that does not ping is cut there.',
  fix: 'Set `timeout tunnel 1h`.',
  expect: { idle: 'cut' },
  stories: ALL_WELL,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20tunnel',
    'https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20client',
  ],
}
