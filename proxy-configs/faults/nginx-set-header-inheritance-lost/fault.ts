/** One proxy_set_header inside a location discards every one of the server around it. */
import { BLOCKED_AND_FOREIGN, type Fault, oneHop } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxSetHeaderInheritanceLost: Fault = {
  id: 'nginx-set-header-inheritance-lost',
  title: 'the headers stand in the server, and the location has one of its own',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop(
    'nginx',
    {
      at: 'proxy_set_header Upgrade',
      through: 'proxy_set_header X-Forwarded-Prefix',
      add: ['proxy_set_header X-Real-IP $remote_addr;'],
    },
    {
      at: 'large_client_header_buffers',
      keep: true,
      add: [
        'proxy_set_header Upgrade    $http_upgrade;',
        'proxy_set_header Connection $holdfast_connection;',
        'proxy_set_header Host       $http_host;',
      ],
    },
  ),
  sees: 'Every line is in the file, `nginx -t` is content, and still nobody sees what the others write.',
  wire: 'The location sets one header, so it inherits none: the app gets `Connection: close`, no Upgrade, and the name of the upstream as Host. The HTTP version is a directive of its own and is inherited.',
  neighbours:
    'From outside it is `nginx-upgrade-headers-missing`; only the Host that arrives, `holdfast` instead of the name people type, hints at it.',
  ours: 'Reads and writes over HTTP at once; the lines it shows come with the hint that they belong into the location itself.',
  fix: 'Repeat all of them in the location, or move the one up to the others.',
  expect: { ...stripped('upgrade-headers-missing nginx'), forwarded: 'wrong host, address' },
  stories: BLOCKED_AND_FOREIGN,
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
}
