/** mod_proxy_wstunnel carries the sockets, and nothing carries the pages. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { noPage } from '../../probes.ts'

export const apacheProxyHttpMissing: Fault = {
  id: 'apache-proxy-http-missing',
  title: 'mod_proxy_wstunnel is loaded, mod_proxy_http is not',
  culprit: 'apache',
  symptom: 'page-dead',
  way: {
    hops: [
      {
        good: 'apache-rewrite',
        edits: [{ at: '#   a2enmod proxy_http', add: ['#   a2enmod proxy_wstunnel headers rewrite'] }],
      },
    ],
  },
  sees: 'No page loads: Internal Server Error. A pad that was already open goes on.',
  wire: "Every plain request gets 500 from Apache, the handshake 101. Error log: `AH01144: No protocol handler was valid for the URL … (scheme 'http')`. The configuration check says Syntax OK.",
  neighbours: '`apache-proxy-submodules-missing` has 500 for the handshake too.',
  ours: 'An open pad stays live over WebSocket; no new one opens, except from what is kept on the device.',
  fix: 'Enable mod_proxy_http; mod_proxy_wstunnel is not needed.',
  expect: noPage('500 apache'),
  stories: NO_PAGE,
  sources: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy_http.html',
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy_wstunnel.html',
  ],
}
