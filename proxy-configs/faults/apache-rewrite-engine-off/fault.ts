/** Rewriting is off in every virtual host until it is switched on there. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheRewriteEngineOff: Fault = {
  id: 'apache-rewrite-engine-off',
  title: 'The rewrite rules are there, but RewriteEngine On is not',
  culprit: 'apache',
  symptom: 'invisible',
  way: { hops: [{ good: 'apache-rewrite', edits: [{ at: 'RewriteEngine On' }] }] },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The rules are read, checked and never used, so the handshake goes through ProxyPass and loses its upgrade. Access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here the rules stand without RewriteEngine On in the same virtual host.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Switch rewriting on in this virtual host.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriteengine'],
}
