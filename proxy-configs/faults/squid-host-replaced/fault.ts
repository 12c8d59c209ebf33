/** Without vhost every request is for the default site. */
import { type Fault, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const squidHostReplaced: Fault = {
  id: 'squid-host-replaced',
  title: 'Squid puts its default site in the place of Host',
  culprit: 'squid',
  symptom: 'origin-refused',
  way: {
    hops: [
      {
        good: 'squid',
        edits: [
          { at: 'http_port', add: ['http_port {{listen}} accel no-vhost defaultsite=localhost'] },
          { at: 'acl holdfast', add: ['acl holdfast dstdomain localhost'] },
        ],
      },
    ],
  },
  sees: 'Pages load, and every WebSocket of an app that compares Origin and Host is refused.',
  wire: 'Host is what defaultsite says, whatever people typed.',
  neighbours: "The handshake gets 403 with the app's own body; `squid-access-denied` has Squid's.",
  ours: 'Live: the page carries a token by which the server knows its own pages.',
  fix: 'accel vhost, and the name people type as defaultsite.',
  expect: { forwarded: 'wrong host', 'handshake-origin': '403 app' },
  stories: TAKEN_FOR_FOREIGN,
  sources: ['http://www.squid-cache.org/Doc/config/http_port/'],
}
