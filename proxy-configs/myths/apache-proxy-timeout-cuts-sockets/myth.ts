/** The larger of two timeouts counts. */
import type { Myth } from '../../fault.ts'

export const apacheProxyTimeoutCutsSockets: Myth = {
  id: 'apache-proxy-timeout-cuts-sockets',
  title: 'ProxyTimeout cuts silent WebSockets',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [{ at: 'ProxyTimeout', add: ['ProxyTimeout {{idle}}'] }],
        places: { idle: { example: '15', test: '4' } },
      },
    ],
  },
  claim: 'A silent WebSocket ends after ProxyTimeout.',
  measured:
    'It lives on while Timeout, 60 seconds by itself and 300 at Debian, is larger; only requests that wait for an answer end, with 502.',
  expect: { held: '502 apache' },
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxytimeout',
    'https://httpd.apache.org/docs/2.4/mod/core.html#timeout',
  ],
}
