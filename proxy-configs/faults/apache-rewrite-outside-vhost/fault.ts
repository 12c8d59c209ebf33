/** Rules of the main server are not inherited by virtual hosts. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheRewriteOutsideVhost: Fault = {
  id: 'apache-rewrite-outside-vhost',
  title: 'The rewrite rules stand outside of the virtual host',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [
          { at: 'RewriteEngine On', through: 'RewriteRule' },
          {
            at: 'MaxRequestWorkers',
            keep: true,
            add: [
              'RewriteEngine On',
              'RewriteCond %{HTTP:Upgrade}    =websocket [NC]',
              'RewriteCond %{HTTP:Connection} upgrade [NC]',
              'RewriteRule ^/(.*)$ ws://{{upstream}}/$1 [P,L]',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'A virtual host does not inherit the rules of the main server (RewriteOptions Inherit would make it), so the handshake loses its upgrade in ProxyPass. Access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here the rules stand where no virtual host sees them.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Move the rules into the virtual host.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriteoptions'],
}
