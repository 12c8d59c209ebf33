/** Half of the pair forgotten: Upgrade without Connection. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxConnectionMissing: Fault = {
  id: 'nginx-connection-missing',
  title: 'Upgrade is passed on, Connection is not',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', { at: 'proxy_set_header Connection' }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app gets `Upgrade: websocket` together with `Connection: close`, which nginx writes by itself, and without the word upgrade in Connection it has to ignore the former.',
  neighbours:
    '`nginx-connection-empty` sends no Connection at all, `nginx-map-reversed` the same close as here; `nginx-upgrade-headers-missing` sends no Upgrade either.',
  ours: 'Reads and writes over HTTP at once, and names the missing line.',
  fix: 'Add the line for Connection.',
  expect: stripped('connection-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'RFC 9110 section 7.8: Upgrade counts only where Connection names it',
  ],
}
