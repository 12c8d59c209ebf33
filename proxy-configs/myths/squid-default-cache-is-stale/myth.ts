/** It depends on what the app says. */
import type { Myth } from '../../fault.ts'

export const squidDefaultCacheIsStale: Myth = {
  id: 'squid-default-cache-is-stale',
  title: 'A Squid without cache deny all serves old pages',
  about: 'squid',
  way: { hops: [{ good: 'squid', edits: [{ at: 'cache deny all' }] }] },
  claim: 'Without the line titles and lists come back old.',
  measured:
    'Not when the app says no-store, as Holdfast does of pages and API. An app that sends Last-Modified and no Cache-Control is guessed at (RFC 9111 section 4.2.2), and then it is true.',
  expect: {},
  sources: ['http://www.squid-cache.org/Doc/config/cache/', 'RFC 9111 section 4.2.2'],
}
