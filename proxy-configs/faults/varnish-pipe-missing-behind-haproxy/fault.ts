/** TLS ends in front, and what stands behind it is forgotten. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const varnishPipeMissingBehindHaproxy: Fault = {
  id: 'varnish-pipe-missing-behind-haproxy',
  title: 'HAProxy ends TLS, and the Varnish behind it pipes nothing',
  culprit: 'varnish',
  symptom: 'invisible',
  way: {
    hops: [
      { good: 'haproxy', tls: true },
      { good: 'varnish', edits: [{ at: 'if (req.http.Upgrade ~' }] },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write; HAProxy, which people reach, is set up by the book.',
  wire: 'HAProxy passes Via and X-Varnish on as they come, so the refused handshake still names Varnish. Browsers come by HTTP/2 (RFC 8441) and get the same answer there.',
  neighbours:
    '`varnish-pipe-missing` without the HAProxy. `haproxy-extended-connect-broken-behind` is the same with nginx, which leaves no Via.',
  ours: 'Reads and writes over HTTP at once, and names Varnish and the missing lines in the details.',
  fix: 'Pipe requests that want to become a WebSocket.',
  expect: { ...stripped('pipe-missing varnish'), 'handshake-h2': '426 app' },
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html',
    'RFC 8441 section 3',
  ],
}
