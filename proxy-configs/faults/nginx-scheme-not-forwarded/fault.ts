/** TLS ends at nginx, and the app is not told. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxSchemeNotForwarded: Fault = {
  id: 'nginx-scheme-not-forwarded',
  title: 'X-Forwarded-Proto is not set',
  culprit: 'nginx',
  symptom: 'origin-refused',
  way: { hops: [{ good: 'nginx', tls: true, edits: [{ at: 'proxy_set_header X-Forwarded-Proto' }] }] },
  sees: 'Here nothing. Apps that build whole addresses build http:// ones, redirect to HTTPS in a circle, or take their page for a stranger.',
  wire: 'The app is reached over plain HTTP and not told that the visitor came over TLS.',
  neighbours:
    'Between visitor and nginx nothing differs; only the app can tell. `apache-scheme-not-forwarded` and `squid-scheme-not-forwarded` are the same elsewhere.',
  ours: "Live: addresses in the page are relative, and the scheme of the socket is the page's own.",
  fix: '`proxy_set_header X-Forwarded-Proto $scheme`, at the proxy where TLS ends.',
  expect: { forwarded: 'wrong scheme' },
  stories: ALL_WELL,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/X-Forwarded-Proto',
  ],
}
