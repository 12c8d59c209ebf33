/** The commonest of all: nginx passes neither Upgrade nor Connection on unless told to. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxUpgradeHeadersMissing: Fault = {
  id: 'nginx-upgrade-headers-missing',
  title: 'nginx passes neither Upgrade nor Connection on',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop('nginx', { at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }),
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The handshake reaches the app as a plain GET over HTTP/1.1 with `Connection: close` and no Upgrade, and the visitor gets whatever the app answers to that: 426 here, 404, 400 or 200 from others. The access log of nginx has that status, its error log nothing.',
  neighbours:
    '`nginx-bare-proxy-pass` speaks HTTP/1.0 to the app; `nginx-connection-missing` and `nginx-upgrade-missing` pass one of the two on. nginx in front of nginx looks the same whichever is guilty.',
  ours: 'Reads and writes over HTTP at once, and names nginx and the missing lines in the details.',
  fix: 'Pass both headers on, inside the location itself.',
  expect: stripped('upgrade-headers-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'RFC 6455 section 4.1',
    'RFC 9110 section 7.6.1: Connection and what it names end at each hop',
    'Plane #6206',
  ],
}
