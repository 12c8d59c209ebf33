/** A rule that lets only requests pass that Varnish understands. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const varnishUpgradeDenied: Fault = {
  id: 'varnish-upgrade-denied',
  title: 'a rule refuses every request that wants to upgrade',
  culprit: 'varnish',
  symptom: 'login',
  way: oneHop('varnish', {
    at: 'if (req.http.Upgrade ~',
    add: ['if (req.http.Upgrade) { return (synth(405, "Not supported here")); }'],
  }),
  sees: 'The page loads, and nobody sees what the others write.',
  wire: 'Varnish answers the handshake with 405 and a page of its own, with the words of the rule for a reason; the app never hears of it.',
  neighbours: 'A 405 of the app is problem details in JSON. With `varnish-pipe-missing` the app answers.',
  ours: 'Reads and writes over HTTP at once, and says that its WebSocket does not even reach the server.',
  fix: 'Pipe it instead.',
  expect: noSocket('405 varnish', 'unseen'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-syntax.html'],
}
