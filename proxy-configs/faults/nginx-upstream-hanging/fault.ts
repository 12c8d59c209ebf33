/** Something listens, and never answers. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxUpstreamHanging: Fault = {
  id: 'nginx-upstream-hanging',
  title: 'the app takes requests and answers none',
  culprit: 'app',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { idle: { example: '60s', test: '4s' } },
        edits: [{ at: 'proxy_read_timeout', add: ['proxy_read_timeout    {{idle}};'] }],
      },
    ],
    end: 'silent',
  },
  sees: 'The browser waits and waits, then Gateway Time-out.',
  wire: 'nginx answers 504 after exactly `proxy_read_timeout`; its error log says that the upstream timed out while reading the response header.',
  neighbours: '`nginx-upstream-down` answers at once.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Find out what the app waits for; the timeout of nginx only decides how long people look at nothing.',
  expect: everything('504 nginx'),
  takes: { page: 3_500, handshake: 3_500 },
  stories: NO_PAGE,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
    'RFC 9110 section 15.6.5',
  ],
}
