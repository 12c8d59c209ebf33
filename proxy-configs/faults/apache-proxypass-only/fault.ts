/** The commonest one at Apache: ProxyPass passes pages on and drops every upgrade. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheProxypassOnly: Fault = {
  id: 'apache-proxypass-only',
  title: 'Apache passes pages on, but no upgrade',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: ['ProxyPass        / http://{{upstream}}/ timeout=3600 connectiontimeout=5'],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The handshake reaches the app as a plain GET with `Connection: Keep-Alive` and no Upgrade; the visitor gets whatever the app answers to that. One ordinary line in the access log, nothing in the error log.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Only the configuration tells them apart: here no line of it speaks of WebSocket at all.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Add upgrade=websocket to ProxyPass (Apache 2.4.47 or newer).',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass',
    'RFC 6455 section 4.1',
    'Etherpad #6639',
  ],
}
