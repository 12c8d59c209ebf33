/** ProxyPass cuts the path off, the rule for WebSocket does not. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const apacheRewriteKeepsPrefix: Fault = {
  id: 'apache-rewrite-keeps-prefix',
  title: 'The rewrite rule sends the sub-path along',
  culprit: 'apache',
  symptom: 'wrong-path',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        subPath: '/pads',
        edits: [{ at: 'RewriteRule', add: ['RewriteRule ^/(.*)$ ws://{{upstream}}/$1 [P,L]'] }],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'Pages arrive without the prefix, the handshake with it: the app is asked for `/pads/collab/…` and answers 404.',
  neighbours:
    'The log of the app has the prefix for handshakes only; `apache-sub-path-slash` fails for pages too.',
  ours: 'Reads and writes over HTTP at once.',
  fix: 'Cut the path off in the rule, too.',
  expect: noSocket('404 app', 'intact'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriterule'],
}
