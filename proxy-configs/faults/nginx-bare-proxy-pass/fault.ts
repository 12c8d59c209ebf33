/** `proxy_pass` and nothing else: what every first tutorial shows. */
import { BLOCKED_AND_FOREIGN, type Fault, oneHop } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxBareProxyPass: Fault = {
  id: 'nginx-bare-proxy-pass',
  title: 'nothing but proxy_pass',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop(
    'nginx',
    { at: 'client_max_body_size' },
    { at: 'proxy_http_version', through: 'proxy_buffering' },
  ),
  sees: 'Pages and titles load, nobody sees what the others write, and a large text cannot be imported.',
  wire: 'The app is asked over HTTP/1.0 with `Connection: close`, under the name of the upstream instead of the one people typed, without a word about who asks. Answers in pieces are held back until they are complete, bodies above 1 MB are refused with 413.',
  neighbours:
    '`nginx-upgrade-headers-missing` alone speaks HTTP/1.1 and has the right Host. `nginx-http10-buffered` upgrades, and only holds answers back.',
  ours: 'Reads and writes over HTTP at once, cuts large changes into parts that get through, and names HTTP/1.0 in the details.',
  fix: 'Every line below `proxy_pass` is needed; take the whole block.',
  expect: {
    ...stripped('http-1.0 nginx'),
    large: '413 nginx',
    stream: 'in one',
    forwarded: 'wrong host, address',
  },
  stories: BLOCKED_AND_FOREIGN,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass',
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version',
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size',
  ],
}
