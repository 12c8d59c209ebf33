/** Varnish with its own rules. */
import { type Myth, oneHop } from '../../fault.ts'

export const varnishCachesByItself: Myth = {
  id: 'varnish-caches-by-itself',
  title: 'nothing is passed, all is left to the cache',
  about: 'varnish',
  way: oneHop('varnish', { at: 'if (req.url !~ "^/assets/")' }),
  claim: 'Varnish serves old pages unless everything is passed.',
  measured:
    'It keeps for 120 s what says nothing about keeping, and obeys `Cache-Control: no-store`, which Holdfast says on every page, list and answer of its API. What is stale in spite of it was told to be: `varnish-caches-everything`.',
  expect: {},
  sources: [
    'https://varnish-cache.org/docs/7.1/users-guide/increasing-your-hitrate.html',
    'RFC 9111 section 5.2.2.5: no-store',
  ],
}
