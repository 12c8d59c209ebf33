/** The line for kept upstream connections, copied into the place of the one for WebSocket. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxConnectionEmpty: Fault = {
  id: 'nginx-connection-empty',
  title: 'Connection is emptied',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', { at: 'proxy_set_header Connection', add: ['proxy_set_header Connection "";'] }),
  sees: 'Pages and titles load, but nobody sees what the others write; often since somebody made connections to the app be kept.',
  wire: 'The app gets `Upgrade: websocket` and no Connection: an empty value makes nginx leave the header out.',
  neighbours: '`nginx-connection-missing` differs in one word that arrives at the app: close.',
  ours: 'Reads and writes over HTTP at once, and says which line empties the header.',
  fix: "With `keepalive` in the upstream let the map answer `'' ''`, and pass its variable on.",
  expect: stripped('connection-empty nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive',
  ],
}
