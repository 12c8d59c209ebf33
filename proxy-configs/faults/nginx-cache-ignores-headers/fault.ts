/** A cache told not to listen to the app. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxCacheIgnoresHeaders: Fault = {
  id: 'nginx-cache-ignores-headers',
  title: 'pages and answers come from a cache',
  culprit: 'nginx',
  symptom: 'stale',
  way: {
    hops: [
      {
        good: 'nginx',
        places: { cache: { example: '/var/cache/nginx/holdfast', test: 'cache' } },
        edits: [
          {
            at: 'limit_conn_zone',
            keep: true,
            add: ['proxy_cache_path {{cache}} keys_zone=holdfast_cache:10m;'],
          },
          {
            at: 'proxy_buffering',
            add: [
              'proxy_cache          holdfast_cache;',
              'proxy_cache_valid    200 10m;',
              'proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;',
            ],
          },
        ],
      },
    ],
  },
  sees: 'The list shows old titles, and a pad opens with old text that changes a moment later.',
  wire: 'GET is answered from the cache although the app says `no-store`. No header tells: nginx adds neither Age nor X-Cache. WebSocket is not touched.',
  neighbours:
    'Two equal requests with a change between them get the same answer; without the cache they do not.',
  ours: 'Catches up from the old text as soon as the connection stands; the list stays old until the cache forgets.',
  fix: "No `proxy_cache` here, or without `proxy_ignore_headers`, so that the app's `no-store` counts.",
  expect: { fresh: 'stale' },
  stories: ALL_WELL,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ignore_headers',
    'RFC 9111 section 5.2.2.5: no-store',
  ],
}
