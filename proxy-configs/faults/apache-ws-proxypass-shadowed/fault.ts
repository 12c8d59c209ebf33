/** The first ProxyPass that fits wins, and / fits everything. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheWsProxypassShadowed: Fault = {
  id: 'apache-ws-proxypass-shadowed',
  title: 'ProxyPass / stands before the ProxyPass for WebSocket',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: [
              'ProxyPass        / http://{{upstream}}/ timeout=3600 connectiontimeout=5',
              'ProxyPass        /collab/ ws://{{upstream}}/collab/',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'ProxyPass lines are tried in the order of the file, so the second one is never reached. The configuration check says Syntax OK; access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here a line with ws:// is there, below one that covers its path.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Put upgrade=websocket on the one line, or the longer path first.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
