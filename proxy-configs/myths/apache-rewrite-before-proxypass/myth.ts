/** The order of directives of two modules is not the order of the file. */
import type { Myth } from '../../fault.ts'

export const apacheRewriteBeforeProxypass: Myth = {
  id: 'apache-rewrite-before-proxypass',
  title: 'The rewrite rules must stand before ProxyPass',
  about: 'apache',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [
          { at: 'RewriteEngine On', through: 'RewriteRule' },
          {
            at: 'ProxyPassReverse',
            keep: true,
            add: [
              'RewriteEngine On',
              'RewriteCond %{HTTP:Upgrade}    =websocket [NC]',
              'RewriteCond %{HTTP:Connection} upgrade [NC]',
              'RewriteRule ^/(.*)$ ws://{{upstream}}/$1 [P,L]',
            ],
          },
        ],
      },
    ],
  },
  claim: 'Rules below ProxyPass come too late.',
  measured:
    'In a virtual host the rules run first wherever they stand. Only among ProxyPass lines does the order count.',
  expect: {},
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html'],
}
