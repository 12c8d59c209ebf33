/** One of them is enough. */
import type { Myth } from '../../fault.ts'

export const apacheRewriteBothConditions: Myth = {
  id: 'apache-rewrite-both-conditions',
  title: 'Both RewriteCond lines are needed',
  about: 'apache',
  way: { hops: [{ good: 'apache-rewrite', edits: [{ at: 'RewriteCond %{HTTP:Connection}' }] }] },
  claim: 'Upgrade and Connection must both be checked.',
  measured: 'The condition on Upgrade alone finds every handshake.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond'],
}
