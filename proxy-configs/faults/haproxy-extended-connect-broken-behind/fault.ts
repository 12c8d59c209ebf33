/** WebSocket over HTTP/2 is announced to browsers by a proxy that cannot know what stands behind it. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const haproxyExtendedConnectBrokenBehind: Fault = {
  id: 'haproxy-extended-connect-broken-behind',
  title: 'HAProxy announces WebSocket over HTTP/2, and the nginx behind it cannot upgrade',
  culprit: 'nginx',
  symptom: 'invisible',
  way: {
    hops: [
      { good: 'haproxy', tls: true },
      { good: 'nginx', edits: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }] },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write. The network panel of the browser shows a CONNECT over HTTP/2 that failed, and no handshake as one knows it.',
  wire: 'HAProxy promises in its first HTTP/2 frame that it takes WebSocket there (RFC 8441), makes an HTTP/1.1 handshake of it, and passes on what the app answers to the plain GET that nginx leaves. Browsers do not try again by HTTP/1.1.',
  neighbours:
    'A program that speaks HTTP/1.1 gets the same answer, so this is `nginx-upgrade-headers-missing`, only with another look in the browser.',
  ours: 'Reads and writes over HTTP at once, and names nginx and the missing lines in the details.',
  fix: 'Mend the nginx behind. To have browsers use HTTP/1.1 for it, `h2-workaround-bogus-websocket-clients` in `global` takes the promise back.',
  expect: { ...stripped('upgrade-headers-missing nginx'), 'handshake-h2': '426 app' },
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'RFC 8441 section 3',
    'https://docs.haproxy.org/2.6/configuration.html#3.2-h2-workaround-bogus-websocket-clients',
    'https://nginx.org/en/docs/http/websocket.html',
  ],
}
