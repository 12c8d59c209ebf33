/** IfModule turns a missing module into silence. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheRewriteIfmodule: Fault = {
  id: 'apache-rewrite-ifmodule',
  title: 'The rewrite rules are wrapped in IfModule, and mod_rewrite is not loaded',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [
          { at: '#   a2enmod proxy_http', add: ['#   a2enmod proxy_http headers'] },
          { at: '# the virtual host, not', keep: true, add: ['<IfModule mod_rewrite.c>'] },
          { at: 'RewriteRule', keep: true, add: ['</IfModule>'] },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'Debian does not enable mod_rewrite by itself. Without IfModule Apache would refuse to start and name the line; with it the rules are left out without a word, and the configuration check says Syntax OK.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here `apache2ctl -M` does not list rewrite_module.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Enable mod_rewrite, and take the IfModule away so that its absence is told.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/core.html#ifmodule'],
}
