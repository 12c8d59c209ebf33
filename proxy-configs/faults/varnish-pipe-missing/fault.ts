/** Varnish as it comes: everything is a page. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const varnishPipeMissing: Fault = {
  id: 'varnish-pipe-missing',
  title: 'nothing says that a WebSocket is to be piped',
  culprit: 'varnish',
  symptom: 'invisible',
  way: oneHop('varnish', { at: 'if (req.http.Upgrade ~' }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app sees a plain GET with X-Varnish, over HTTP/1.1 without Connection and Upgrade. Answers carry `Via: 1.1 varnish`, X-Varnish and `Age: 0`.',
  neighbours:
    '`varnish-pass-instead-of-pipe` is the same for whoever looks from outside. With `varnish-pipe-without-headers` the refused handshake has neither Via nor X-Varnish.',
  ours: 'Reads and writes over HTTP at once, and names Varnish and the missing lines in the details.',
  fix: 'Pipe requests that want to become a WebSocket.',
  expect: stripped('pipe-missing varnish'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html',
    'RFC 9110 section 7.6.1: Connection and what it names end at each hop',
  ],
}
