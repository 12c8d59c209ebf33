/** ProxyPass cuts the path off, the rule for WebSocket does not. */
import type { Myth } from '../../fault.ts'

export const apacheRewriteKeepsPrefix: Myth = {
  id: 'apache-rewrite-keeps-prefix',
  title: 'The rewrite rule sends the sub-path along',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        subPath: '/pads',
        edits: [{ at: 'RewriteRule', add: ['RewriteRule ^/(.*)$ ws://{{upstream}}/$1 [P,L]'] }],
      },
    ],
  },
  claim:
    'A rule for WebSocket that keeps the sub-path, beside a ProxyPass that cuts it off, breaks the sockets.',
  measured:
    'Pages arrive without the path and handshakes with it, and an app that is told its path in X-Forwarded-Prefix takes both. One that is not told answers 404 to the handshake alone.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriterule'],
}
