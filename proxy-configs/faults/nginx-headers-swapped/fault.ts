/** Both variables are there, each in the other one's line. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxHeadersSwapped: Fault = {
  id: 'nginx-headers-swapped',
  title: "Upgrade and Connection have each other's values",
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', {
    at: 'proxy_set_header Upgrade',
    through: 'proxy_set_header Connection',
    add: ['proxy_set_header Upgrade    $holdfast_connection;', 'proxy_set_header Connection $http_upgrade;'],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app gets `Upgrade: upgrade` and `Connection: websocket`, which asks for nothing.',
  neighbours: '`nginx-upgrade-from-map` has the right Connection.',
  ours: 'Reads and writes over HTTP at once, and says that Upgrade arrives with a wrong value.',
  fix: 'Swap the two variables.',
  expect: stripped('upgrade-value-wrong nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/websocket.html'],
}
