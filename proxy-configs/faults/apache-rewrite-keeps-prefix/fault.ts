/** ProxyPass cuts the path off, the rule for WebSocket does not. */
import { ALL_WELL, type Fault } from '../../fault.ts'

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
  sees: 'With an app that does not know its path: pages and titles load, but nobody sees what the others write. Here nothing.',
  wire: 'Pages arrive without the prefix, the handshake with it: the app is asked for `/pads/collab/…`. One that does not know the prefix answers 404.',
  neighbours:
    'The log of the app has the prefix for handshakes only; `apache-sub-path-slash` fails for pages too.',
  ours: 'Live: X-Forwarded-Prefix tells the server the path, and it takes requests with and without it.',
  fix: 'Cut the path off in the rule, too.',
  expect: {},
  stories: ALL_WELL,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriterule'],
}
