/** It needs one line. */
import type { Myth } from '../../fault.ts'

export const squidMustGo: Myth = {
  id: 'squid-must-go',
  title: 'Squid cannot carry WebSocket and must be removed',
  about: 'squid',
  way: { hops: [{ good: 'squid' }] },
  claim: 'Squid in front of the app has to go.',
  measured:
    'Squid 5 carries WebSocket with one line, http_upgrade_request_protocols; pages, waiting requests and large frames included.',
  expect: {},
  sources: ['http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/', 'Etherpad #6639'],
}
