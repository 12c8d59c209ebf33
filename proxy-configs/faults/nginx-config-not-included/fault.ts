/** `holdfast.conf.bak`, a site that was never linked, a folder of another distribution: the glob matches nothing. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxConfigNotIncluded: Fault = {
  id: 'nginx-config-not-included',
  title: 'The include matches no file, so nginx serves its default site',
  culprit: 'nginx',
  symptom: 'config-not-loaded',
  way: {
    hops: [
      {
        good: 'nginx',
        edits: [
          { at: 'map $http_upgrade', through: 'upstream holdfast {' },
          { at: 'server {{upstream}}', through: '}' },
          {
            at: 'server {',
            through: '}',
            add: [
              '# The file lies there as holdfast.conf.bak, or was never linked from sites-available.',
              'include sites-enabled/*.conf;',
              '',
              '# What came with the package.',
              'server {',
              '    listen {{listen}} default_server;',
              '    root /var/www/empty;',
            ],
          },
        ],
      },
    ],
  },
  sees: 'The page of a fresh web server, or an error page, instead of the pads.',
  wire: 'Every answer is written by nginx itself, 404 or a welcome page. Neither nginx nor its check says a word.',
  neighbours:
    '`nginx-config-syntax-error` is refused by `nginx -t`; `nginx-ws-location-missing` still serves the page.',
  ours: 'Nothing: no page of it is loaded.',
  fix: 'Look with `nginx -T` for your own server_name; if it is not there, the file is not read: mend its name or the include.',
  expect: { ...everything('404 nginx'), large: '413 nginx' },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/ngx_core_module.html#include'],
}
