/** WebSocket over HTTP/2 has another status. */
import type { Myth } from '../../fault.ts'

export const haproxyWebsocketNeeds101: Myth = {
  id: 'haproxy-websocket-needs-101',
  title: 'HTTP/2 in front, WebSocket within',
  about: 'haproxy',
  way: { hops: [{ good: 'haproxy', tls: true }] },
  claim: 'A WebSocket begins with 101; anything else in the network panel is a failure.',
  measured:
    'HAProxy announces RFC 8441, browsers use it, and a CONNECT that is answered with 200 is an open WebSocket. The app behind sees an HTTP/1.1 handshake and answers 101 all the same. Whoever insists on 101 must speak HTTP/1.1 himself.',
  expect: { 'handshake-h2': '200 app' },
  sources: [
    'RFC 8441 section 5.1',
    'https://docs.haproxy.org/2.6/configuration.html#3.2-h2-workaround-bogus-websocket-clients',
  ],
}
