/** nginx speaks TLS to an app that does not. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxUpstreamSpokenToInTls: Fault = {
  id: 'nginx-upstream-spoken-to-in-tls',
  title: 'the scheme towards the app is wrong',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: oneHop('nginx', { at: 'proxy_pass http://holdfast;', add: ['proxy_pass https://holdfast;'] }),
  sees: 'Bad Gateway, at once, although the app runs.',
  wire: 'nginx answers 502; its error log says `SSL_do_handshake() failed`, and `wrong version number`.',
  neighbours: '`nginx-upstream-down` is the same from outside; the error log tells.',
  ours: 'A pad that was opened before opens from this device.',
  fix: '`http://` in `proxy_pass`: TLS ends at nginx.',
  expect: everything('502 nginx'),
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
}
