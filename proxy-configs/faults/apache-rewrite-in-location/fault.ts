/** Inside a Location the rules run too late and on another text. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { noSocket } from '../../probes.ts'

export const apacheRewriteInLocation: Fault = {
  id: 'apache-rewrite-in-location',
  title: 'The rewrite rules stand inside of Location',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [
          {
            at: 'RewriteEngine On',
            through: 'RewriteRule',
            add: [
              '<Location />',
              '    RewriteEngine On',
              '    RewriteCond %{HTTP:Upgrade}    =websocket [NC]',
              '    RewriteCond %{HTTP:Connection} upgrade [NC]',
              '    RewriteRule ^/?(.*)$ ws://{{upstream}}/$1 [P,L]',
              '</Location>',
            ],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'ProxyPass has already turned the address into `proxy:http://…` when the rules of a Location run, and the rule puts that text into the new address: the app is asked for `/proxy:http://127.0.0.1:3000/collab/…` and answers 404. Access log only.',
  neighbours:
    'The path in the log of the app begins with `/proxy:`; nothing else does that. The eight mistakes around `apache-proxypass-only` leave the path alone.',
  ours: "Reads and writes over HTTP at once; the handshake arrives whole at a path that is nobody's, so the details call it intact and refused.",
  fix: 'Move the rules out of the Location, into the virtual host.',
  expect: noSocket('404 app', 'intact'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriterule'],
}
