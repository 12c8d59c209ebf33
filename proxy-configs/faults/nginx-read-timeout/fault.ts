/** proxy_read_timeout is about silence, also of a WebSocket. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxReadTimeout: Fault = {
  id: 'nginx-read-timeout',
  title: 'a silent connection is cut',
  culprit: 'nginx',
  symptom: 'cut-when-idle',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { idle: { example: '15s', test: '4s' } },
        edits: [{ at: 'proxy_read_timeout', add: ['proxy_read_timeout    {{idle}};'] }],
      },
    ],
  },
  sees: 'Whenever nobody types for a while the page says it reconnects, always after the same time.',
  wire: 'The connection ends without a close frame, after exactly the time that is configured. nginx notes it at the level info only, so that error logs have nothing; of held requests they say that the upstream timed out.',
  neighbours:
    '`firewall-drops-when-idle` ends nothing: both sides believe the connection stands. A connection that is pinged more often than the timeout lives: the default of 60 s does no harm to Holdfast, which pings each 20 s, and cuts apps that do not.',
  ours: 'Connects again at once and loses nothing; while it lives by HTTP it learns how long a request may be held.',
  fix: 'Raise `proxy_read_timeout` above the time between two pings, best to an hour.',
  expect: { held: '504 nginx', idle: 'cut' },
  takes: { held: 3_500 },
  stories: ALL_WELL,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
    'https://nginx.org/en/docs/http/websocket.html',
  ],
}
