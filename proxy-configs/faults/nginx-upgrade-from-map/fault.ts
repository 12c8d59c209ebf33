/** The variable of the map in the wrong one of the two lines. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxUpgradeFromMap: Fault = {
  id: 'nginx-upgrade-from-map',
  title: 'Upgrade carries the value meant for Connection',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', {
    at: 'proxy_set_header Upgrade',
    add: ['proxy_set_header Upgrade    $holdfast_connection;'],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app is asked to upgrade to a protocol named `upgrade`; plain requests carry `Upgrade: close`, which nobody looks at.',
  neighbours: '`nginx-headers-swapped` has the same wrong word in Upgrade, and websocket in Connection.',
  ours: 'Reads and writes over HTTP at once, and says that Upgrade arrives with a wrong value.',
  fix: '`$http_upgrade` belongs into Upgrade, the variable of the map into Connection.',
  expect: stripped('upgrade-value-wrong nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/websocket.html'],
}
