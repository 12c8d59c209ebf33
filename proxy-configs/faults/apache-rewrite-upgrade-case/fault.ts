/** The value of Upgrade is compared letter by letter unless told otherwise. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheRewriteUpgradeCase: Fault = {
  id: 'apache-rewrite-upgrade-case',
  title: 'The rewrite condition asks for WebSocket, browsers send websocket',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [{ at: 'RewriteCond %{HTTP:Upgrade}', add: ['RewriteCond %{HTTP:Upgrade}    =WebSocket'] }],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'Browsers send `Upgrade: websocket`. The condition compares letter by letter without [NC], never holds, and the handshake loses its upgrade in ProxyPass. Access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here the condition has capital letters and no [NC].',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Compare without regard to case: [NC].',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond',
    'RFC 6455 section 4.1: the value is compared case-insensitively',
  ],
}
