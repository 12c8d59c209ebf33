/** The other half forgotten: Connection without Upgrade. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxUpgradeMissing: Fault = {
  id: 'nginx-upgrade-missing',
  title: 'Connection is passed on, Upgrade is not',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', { at: 'proxy_set_header Upgrade' }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app gets `Connection: upgrade` with nothing to upgrade to.',
  neighbours:
    'HAProxy and Caddy leave the same trace when a rule deletes Upgrade; `nginx-connection-missing` is its mirror image.',
  ours: 'Reads and writes over HTTP at once, and names the missing line, nginx first among those who leave this trace.',
  fix: 'Add the line for Upgrade.',
  expect: stripped('upgrade-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
  ],
}
