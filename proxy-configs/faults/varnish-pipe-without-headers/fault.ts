/** Half of the recipe. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const varnishPipeWithoutHeaders: Fault = {
  id: 'varnish-pipe-without-headers',
  title: 'WebSocket is piped, and its two headers are not copied',
  culprit: 'varnish',
  symptom: 'invisible',
  way: oneHop('varnish', { at: 'set bereq.http.Upgrade' }, { at: 'set bereq.http.Connection' }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app sees `Connection: close` without Upgrade, and X-Varnish. Its answer goes to the visitor untouched, so the refused handshake has neither Via nor X-Varnish, although every page has them.',
  neighbours: 'With `varnish-pipe-missing` the refused handshake has Via and X-Varnish like all others.',
  ours: 'Reads and writes over HTTP at once, and names Varnish and the missing lines in the details.',
  fix: 'Copy Upgrade and Connection in vcl_pipe.',
  expect: stripped('pipe-without-headers varnish'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html'],
}
