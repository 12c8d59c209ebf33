/** A cache that was told to know better than the app. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const varnishCachesEverything: Fault = {
  id: 'varnish-caches-everything',
  title: 'pages and lists are kept, whatever the app says',
  culprit: 'varnish',
  symptom: 'stale',
  way: oneHop(
    'varnish',
    { at: 'if (req.url !~ "^/assets/")' },
    {
      at: 'sub vcl_backend_fetch',
      add: [
        'sub vcl_backend_response {',
        '    if (bereq.url ~ "^/(p|api)/") {',
        '        set beresp.ttl = 120s;',
        '        return (deliver);',
        '    }',
        '}',
        'sub vcl_backend_fetch {',
      ],
    },
  ),
  sees: 'A title that was changed is the old one again after a reload, in the list and on the page, for two minutes.',
  wire: 'A hit has two numbers in X-Varnish and an Age above 0, although the app sent `Cache-Control: no-store`: `return (deliver)` leaves the rules of Varnish itself out.',
  neighbours:
    'Without these lines Varnish keeps what has no Cache-Control for 120 s, and nothing of Holdfast: `varnish-caches-by-itself`.',
  ours: 'An open pad is live over its socket and shows the present text; what is stale is what the first page said.',
  fix: '`return (pass)` for everything but `/assets/`, and no `ttl` of one’s own.',
  expect: { fresh: 'stale' },
  stories: ALL_WELL,
  sources: [
    'https://varnish-cache.org/docs/7.1/users-guide/vcl-built-in-subs.html#vcl-backend-response',
    'RFC 9111 section 5.2.2.5: no-store',
  ],
}
