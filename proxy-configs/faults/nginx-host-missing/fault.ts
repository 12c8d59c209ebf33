/** Without the line nginx tells the app the name of the upstream. */
import { type Fault, oneHop, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const nginxHostMissing: Fault = {
  id: 'nginx-host-missing',
  title: 'Host is not passed on',
  culprit: 'nginx',
  symptom: 'origin-refused',
  way: oneHop('nginx', { at: 'proxy_set_header Host' }, { at: 'proxy_set_header X-Forwarded-Host' }),
  sees: 'Apps that compare Origin with Host refuse their own page: no WebSocket, no login, 403 on everything that changes something.',
  wire: "Host arrives as `holdfast`, the name of the upstream, while Origin has the name people typed. The 403 is the app's own, with its words.",
  neighbours:
    '`nginx-host-without-port` gets the name right and loses the port. A handshake without Origin, as programs send it, gets 101 in both.',
  ours: 'Its page carries a token that proves where it came from, so it is live; a page without one is refused with the names that were compared.',
  fix: '`proxy_set_header Host $http_host`.',
  expect: { 'handshake-origin': '403 app', forwarded: 'wrong host' },
  stories: TAKEN_FOR_FOREIGN,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'RFC 6455 section 10.2: Origin considerations',
  ],
}
