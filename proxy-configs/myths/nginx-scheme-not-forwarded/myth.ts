/** TLS ends at nginx, and the app is not told. */
import type { Myth } from '../../fault.ts'

export const nginxSchemeNotForwarded: Myth = {
  id: 'nginx-scheme-not-forwarded',
  title: 'X-Forwarded-Proto is missing',
  about: 'nginx',
  way: { hops: [{ good: 'nginx', tls: true, edits: [{ at: 'proxy_set_header X-Forwarded-Proto' }] }] },
  claim:
    'Without `X-Forwarded-Proto` an app behind TLS builds ws:// addresses or takes its page for a stranger.',
  measured:
    'Holdfast compares names and ports, and its page takes the scheme from the address it was loaded from. Apps that build addresses on the server do need the header.',
  expect: {},
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-Proto',
  ],
}
