/** The two values of the map the wrong way round. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxMapReversed: Fault = {
  id: 'nginx-map-reversed',
  title: 'the map answers close where it should answer upgrade',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', {
    at: 'default upgrade;',
    through: "''",
    add: ['default close;', "''      upgrade;"],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'Handshakes arrive with `Upgrade: websocket` and `Connection: close`; plain requests with `Connection: upgrade` and nothing to upgrade to, which does them no harm.',
  neighbours:
    'A handshake looks as in `nginx-connection-missing`; plain requests that say upgrade give it away.',
  ours: 'Reads and writes over HTTP at once, and says that Connection arrives replaced.',
  fix: '`default upgrade`, and close for the empty value.',
  expect: stripped('connection-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_map_module.html#map',
  ],
}
