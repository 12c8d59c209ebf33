/** A line that cleans up headers takes the one that matters along. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const caddyUpgradeRemoved: Fault = {
  id: 'caddy-upgrade-removed',
  title: 'header_up removes Upgrade',
  culprit: 'caddy',
  symptom: 'invisible',
  way: oneHop('caddy', { at: 'to {{upstream}}', keep: true, add: ['header_up -Upgrade'] }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app sees `Connection: Upgrade` without Upgrade, and answers a plain GET; every answer says `Server: Caddy`.',
  neighbours:
    '`haproxy-upgrade-removed` leaves the same and no Server of its own. nginx that passes only Connection on leaves it too, mostly in lower case.',
  ours: 'Reads and writes over HTTP at once, and names the proxies that leave such a trace, Caddy among them.',
  fix: 'Remove the line; `reverse_proxy` passes upgrades on by itself.',
  expect: stripped('upgrade-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#headers',
    'RFC 6455 section 4.1',
  ],
}
