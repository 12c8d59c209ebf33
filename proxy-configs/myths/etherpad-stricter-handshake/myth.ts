/** The status belongs to whoever wrote the body. */
import type { Myth } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const etherpadStricterHandshake: Myth = {
  id: 'etherpad-stricter-handshake',
  title: 'Etherpad 2.2 has a stricter handshake that Squid answers with 400',
  about: 'squid',
  way: { hops: [{ good: 'squid', edits: [{ at: 'http_upgrade_request_protocols' }] }] },
  claim: 'Squid answers the handshake of the new version with 400 Bad Request.',
  measured:
    'Squid passes the handshake on as a plain GET and hands back whatever the app says to that: 426 here, 400 from socket.io, with no X-Squid-Error. The new version allowed WebSocket only, so an old fault became visible.',
  expect: stripped('upgrade-not-enabled squid'),
  sources: ['Etherpad #6639', 'http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/'],
}
