/** The commonest one at Squid: it drops every upgrade it was not told of. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const squidUpgradeNotAllowed: Fault = {
  id: 'squid-upgrade-not-allowed',
  title: 'Squid is not told to let WebSocket through',
  culprit: 'squid',
  symptom: 'invisible',
  way: { hops: [{ good: 'squid', edits: [{ at: 'http_upgrade_request_protocols' }] }] },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: "The handshake reaches the app as a plain GET with `Connection: keep-alive`, Via and Surrogate-Capability; the visitor gets the app's own answer with `X-Cache: MISS` and `Via: … squid`. Access log: `TCP_MISS/426`, or 404, 400 with other apps; cache.log is silent.",
  neighbours:
    "`squid-upgrade-case` looks exactly alike. A 400 that carries X-Squid-Error is Squid's own: `squid-not-accel`.",
  ours: 'Reads and writes over HTTP at once, and names Squid and the line that is missing in the details.',
  fix: 'Allow websocket, in lower case.',
  expect: stripped('upgrade-not-enabled squid'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/', 'Etherpad #6639'],
}
