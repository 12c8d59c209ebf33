/** The proxy of an office or a school: pages pass, and CONNECT only to 443. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const squidForwardConnectDenied: Fault = {
  id: 'squid-forward-connect-denied',
  title: "The visitors' own proxy allows CONNECT to port 443 only",
  culprit: 'squid',
  symptom: 'invisible',
  way: { hops: [{ good: 'squid-forward', edits: [{ at: 'acl tunnels', add: ['acl tunnels port 443'] }] }] },
  sees: 'From one office or school pages and titles load, but nobody sees what the others write; everywhere else it works.',
  wire: 'Browsers open every WebSocket through CONNECT, also ws://. To a port that is not allowed it gets 403 with `X-Squid-Error: ERR_ACCESS_DENIED 0`, access log `TCP_DENIED/403 CONNECT`; the app hears nothing of it. Plain pages need no CONNECT.',
  neighbours: 'The app sees no handshake at all, where `squid-upgrade-not-allowed` shows it a stripped one.',
  ours: 'Reads and writes over HTTP at once.',
  fix: 'TLS on 443 for the app, which every such proxy allows; or allow CONNECT to its port.',
  expect: noSocket('403 squid', 'unseen'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'http://www.squid-cache.org/Doc/config/http_access/',
    'RFC 9110 section 9.3.6: CONNECT',
    'WHATWG WebSockets: establish a WebSocket connection',
  ],
}
