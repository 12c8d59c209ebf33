/** A rule that cleans up headers takes the one that matters along. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const haproxyUpgradeRemoved: Fault = {
  id: 'haproxy-upgrade-removed',
  title: 'a rule removes Upgrade',
  culprit: 'haproxy',
  symptom: 'invisible',
  way: oneHop('haproxy', {
    at: 'option forwardfor',
    keep: true,
    add: ['http-request del-header Upgrade'],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'HAProxy leaves no name of its own in any header: the visitor gets what the app answers to a plain GET, and the app sees `Connection: Upgrade` as the browser wrote it, without Upgrade. The log has that status with the flags `----`.',
  neighbours:
    '`caddy-upgrade-removed` leaves the same, with `Server: Caddy` on every answer. nginx that passes only Connection on leaves it too, mostly in lower case.',
  ours: 'Reads and writes over HTTP at once, and names the proxies that leave such a trace, HAProxy among them.',
  fix: 'Remove the rule; HAProxy passes upgrades on by itself.',
  expect: stripped('upgrade-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20del-header',
    'RFC 6455 section 4.1',
  ],
}
