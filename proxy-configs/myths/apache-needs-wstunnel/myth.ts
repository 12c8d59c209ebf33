/** Until 2.4.46 it was so. */
import type { Myth } from '../../fault.ts'

export const apacheNeedsWstunnel: Myth = {
  id: 'apache-needs-wstunnel',
  title: 'mod_proxy_wstunnel is needed for WebSocket',
  about: 'apache',
  way: { hops: [{ good: 'apache-rewrite' }] },
  claim: 'Without mod_proxy_wstunnel Apache cannot carry WebSocket.',
  measured:
    'Since 2.4.47 mod_proxy_http carries ws:// itself; the classic rules work without the module, and with upgrade=websocket no rule is needed either.',
  expect: {},
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy_wstunnel.html',
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy_http.html',
  ],
}
