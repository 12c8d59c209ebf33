/** The lines that Caddy 1 and nginx need. */
import { type Myth, oneHop } from '../../fault.ts'

export const caddyNeedsWebsocketHeaders: Myth = {
  id: 'caddy-needs-websocket-headers',
  title: 'Upgrade and Connection passed on by hand',
  about: 'caddy',
  way: oneHop('caddy', {
    at: 'to {{upstream}}',
    keep: true,
    add: [
      'header_up Connection {http.request.header.Connection}',
      'header_up Upgrade {http.request.header.Upgrade}',
    ],
  }),
  claim: '`reverse_proxy` needs header_up lines for Upgrade and Connection.',
  measured: 'It passes upgrades on without them, as in the good configuration, and with them as well.',
  expect: {},
  sources: ['https://caddyserver.com/docs/caddyfile/directives/reverse_proxy'],
}
