/** Connection is a list, and equals upgrade only for some. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const apacheRewriteConnectionExact: Fault = {
  id: 'apache-rewrite-connection-exact',
  title: 'The rewrite condition wants Connection to be exactly upgrade',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [
          { at: 'RewriteCond %{HTTP:Connection}', add: ['RewriteCond %{HTTP:Connection} =upgrade [NC]'] },
        ],
      },
    ],
  },
  sees: "It works for most people, and for some, with another browser, program or proxy in between, nobody else's text ever appears.",
  wire: 'A handshake with `Connection: Upgrade` gets 101; one with `Connection: keep-alive, Upgrade`, as Firefox wrote it for years, goes through ProxyPass and loses its upgrade. Access log only.',
  neighbours:
    'Only a second handshake with a list in Connection tells it; one alone says that all is well, or looks like `apache-proxypass-only`.',
  ours: 'Whoever sends the list reads and writes over HTTP at once; all others are live.',
  fix: 'Look for upgrade inside of the list: leave the = away.',
  expect: { 'handshake-list': '426 app' },
  stories: ALL_WELL,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewritecond',
    'RFC 9110 section 7.6.1: Connection is a list',
  ],
}
