/** Of two virtual hosts with one name the first is used. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const apacheVhostShadowed: Fault = {
  id: 'apache-vhost-shadowed',
  title: 'Another virtual host with the same name stands first',
  culprit: 'apache',
  symptom: 'config-not-loaded',
  way: {
    hops: [
      {
        good: 'apache',
        edits: [
          {
            at: 'MaxRequestWorkers',
            keep: true,
            add: [
              '<VirtualHost {{listen}}>',
              '    ServerName {{domain}}',
              '    DocumentRoot /var/www/html',
              '</VirtualHost>',
            ],
          },
        ],
      },
    ],
  },
  sees: 'The change has no effect: an old site, or not found.',
  wire: 'Everything is answered by the first virtual host of that name and port; at Debian the files are read in the order of their names, so 000-default.conf is first. The configuration check says Syntax OK; `apache2ctl -S` lists both.',
  neighbours: 'The log of the app is empty, and every path is answered by Apache, not only some.',
  ours: 'No page, nothing to run.',
  fix: 'Disable the other site (a2dissite), or give it another name.',
  expect: everything('404 apache'),
  stories: NO_PAGE,
  sources: ['https://httpd.apache.org/docs/2.4/vhosts/details.html'],
}
