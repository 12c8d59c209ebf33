/** The other half of the pair. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const caddyConnectionRemoved: Fault = {
  id: 'caddy-connection-removed',
  title: 'header_up removes Connection',
  culprit: 'caddy',
  symptom: 'invisible',
  way: oneHop('caddy', { at: 'to {{upstream}}', keep: true, add: ['header_up -Connection'] }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app sees `Upgrade: websocket` and no Connection, and answers a plain GET; every answer says `Server: Caddy`.',
  neighbours: 'nginx with `Connection ""` leaves the same at the app: `nginx-connection-empty`.',
  ours: 'Reads and writes over HTTP at once. Its details name nginx first, because there it is common.',
  fix: 'Remove the line; `reverse_proxy` decides about Connection by itself.',
  expect: stripped('connection-empty nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy#headers',
    'RFC 9110 section 7.6.1: Connection and what it names end at each hop',
  ],
}
