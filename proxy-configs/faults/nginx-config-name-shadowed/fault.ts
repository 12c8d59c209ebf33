/** Two server blocks for one name and port: the first wins, and the second is the one that was mended. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxConfigNameShadowed: Fault = {
  id: 'nginx-config-name-shadowed',
  title: 'An older server block with the same name comes first',
  culprit: 'nginx',
  symptom: 'config-not-loaded',
  way: {
    hops: [
      {
        good: 'nginx',
        edits: [
          {
            at: 'limit_conn_zone',
            keep: true,
            add: [
              '# From an earlier try, in a file whose name sorts first.',
              'server {',
              '    listen {{listen}};',
              '    server_name {{domain}};',
              '    client_max_body_size 25m;',
              '    location / {',
              '        proxy_pass http://holdfast;',
              '        proxy_http_version 1.1;',
              '        proxy_set_header Host $http_host;',
              '    }',
              '}',
            ],
          },
        ],
      },
    ],
  },
  sees: 'The lines for WebSocket are in the file, nginx loads it, and nothing changed.',
  wire: 'The older block answers. The check passes, with one warning: conflicting server name, ignored.',
  neighbours:
    'On the wire the same as `nginx-upgrade-headers-missing`; only the warning, or two hits for the name in `nginx -T`, tell.',
  ours: 'Goes on over HTTP, and names the header that the older block forgets.',
  fix: 'Remove the older block, and reload.',
  expect: { ...stripped('upgrade-headers-missing nginx'), forwarded: 'wrong address' },
  stories: WEBSOCKET_BLOCKED,
  check: { ok: true, says: '[warn] conflicting server name "pads.test"' },
  sources: ['https://nginx.org/en/docs/http/request_processing.html'],
}
