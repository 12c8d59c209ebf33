/** The variable everybody writes has no port. */
import { type Fault, oneHop, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const nginxHostWithoutPort: Fault = {
  id: 'nginx-host-without-port',
  title: 'the port is lost from Host',
  culprit: 'nginx',
  symptom: 'origin-refused',
  way: oneHop(
    'nginx',
    { at: 'proxy_set_header Host', add: ['proxy_set_header Host              $host;'] },
    { at: 'proxy_set_header X-Forwarded-Host', add: ['proxy_set_header X-Forwarded-Host  $host;'] },
  ),
  sees: "On another port than 80 and 443 the app takes its own page for somebody else's; on those two everything works.",
  wire: 'Host arrives without the port, Origin with it.',
  neighbours:
    '`nginx-host-missing` has another name altogether; here only the port is missing, and only where there is one to lose.',
  ours: 'Its page carries a token that proves where it came from, so it is live.',
  fix: '`$http_host` is what the visitor sent; `$host` is that without the port.',
  expect: { 'handshake-origin': '403 app', forwarded: 'wrong host, forwarded host' },
  stories: TAKEN_FOR_FOREIGN,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#var_host',
    'RFC 6454 section 4: the port is part of an origin',
  ],
}
