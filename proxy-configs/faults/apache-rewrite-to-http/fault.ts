/** The rule finds the handshake and sends it down the plain way. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheRewriteToHttp: Fault = {
  id: 'apache-rewrite-to-http',
  title: 'The rewrite rule sends WebSocket to http:// instead of ws://',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [{ at: 'RewriteRule', add: ['RewriteRule ^/(.*)$ http://{{upstream}}/$1 [P,L]'] }],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The rule matches, but a rule cannot carry upgrade=websocket, so to http:// the handshake goes as a plain GET. Access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here the rule says http:// where it should say ws://.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Send it to ws://.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriteflags',
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy_wstunnel.html',
  ],
}
