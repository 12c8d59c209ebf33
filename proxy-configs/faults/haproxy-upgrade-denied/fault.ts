/** A rule that keeps attackers from smuggling requests keeps everybody from WebSocket. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const haproxyUpgradeDenied: Fault = {
  id: 'haproxy-upgrade-denied',
  title: 'a rule refuses every request that wants to upgrade',
  culprit: 'haproxy',
  symptom: 'login',
  way: oneHop('haproxy', {
    at: 'option forwardfor',
    keep: true,
    add: ['http-request deny if { req.hdr(Upgrade) -m found }'],
  }),
  sees: 'The page loads, and nobody sees what the others write.',
  wire: 'HAProxy answers the handshake with 403 and a page of its own; the app never hears of it. The log has 403 with the flags `PR--` and `<NOSRV>` for a server.',
  neighbours:
    'A refusal by the app is problem details in JSON. With `haproxy-upgrade-removed` the app hears of the handshake and answers itself.',
  ours: 'Reads and writes over HTTP at once, and says that its WebSocket does not even reach the server.',
  fix: 'Refuse other upgrades and let this one pass: `if { req.hdr(Upgrade) -m found } !{ req.hdr(Upgrade) -i websocket }`.',
  expect: noSocket('403 haproxy', 'unseen'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20deny'],
}
