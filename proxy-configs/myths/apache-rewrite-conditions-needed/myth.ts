/** A rule for everything sends pages through ws://, too. */
import type { Myth } from '../../fault.ts'

export const apacheRewriteConditionsNeeded: Myth = {
  id: 'apache-rewrite-conditions-needed',
  title: 'The RewriteCond lines are essential',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [{ at: 'RewriteCond %{HTTP:Upgrade}' }, { at: 'RewriteCond %{HTTP:Connection}' }],
      },
    ],
  },
  claim: 'Without the two conditions plain requests go to ws:// and break.',
  measured:
    'They go to ws:// and work: what asks for no upgrade is carried as plain HTTP. The conditions are good manners.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond'],
}
