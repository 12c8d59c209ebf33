/** All timeouts but the one that counts. */
import type { Myth } from '../../fault.ts'

export const nginxOtherTimeouts: Myth = {
  id: 'nginx-other-timeouts',
  title: 'send, body and keepalive timeouts of two seconds',
  about: 'nginx',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { idle: { example: '10s', test: '2s' } },
        edits: [
          {
            at: 'client_max_body_size',
            keep: true,
            add: [
              'keepalive_timeout     {{idle}};',
              'send_timeout          {{idle}};',
              'client_body_timeout   {{idle}};',
              'client_header_timeout {{idle}};',
            ],
          },
          { at: 'proxy_send_timeout', add: ['proxy_send_timeout    {{idle}};'] },
        ],
      },
    ],
  },
  claim: '`keepalive_timeout`, `send_timeout` or `proxy_send_timeout` cut silent WebSockets.',
  measured:
    'None of them does, nor do they cut held requests: silence is measured by `proxy_read_timeout` alone (`nginx-read-timeout`).',
  expect: {},
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_send_timeout',
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_timeout',
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#send_timeout',
  ],
}
