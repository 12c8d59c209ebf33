/** Inside a LocationMatch the target needs the $1 of the pattern. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheWsLocationmatchShadowed: Fault = {
  id: 'apache-ws-locationmatch-shadowed',
  title: 'The ProxyPass for WebSocket stands in a LocationMatch and lacks $1',
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
              '<LocationMatch "^/collab/">',
              '    ProxyPass ws://{{upstream}}/collab/',
              '</LocationMatch>',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'Without a $1 that puts in what the pattern caught, the ProxyPass of the section is passed over, and ProxyPass / outside of it takes the handshake and drops the upgrade. Syntax OK; access log only.',
  neighbours:
    'From outside and to the app all of these look the same: `apache-proxypass-only`, `apache-rewrite-engine-off`, `apache-rewrite-outside-vhost`, `apache-rewrite-ifmodule`, `apache-rewrite-upgrade-case`, `apache-rewrite-to-http`, `apache-ws-proxypass-shadowed`, `apache-ws-locationmatch-shadowed`. Here the line with ws:// stands in a section of its own.',
  ours: 'Reads and writes over HTTP at once, and names Apache and the parameter that is missing in the details.',
  fix: 'Put upgrade=websocket on the one line outside and leave the section away; or catch the rest of the path, ^/collab/(.*)$, and write ws://…/collab/$1.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
