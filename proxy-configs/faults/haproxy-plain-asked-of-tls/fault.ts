/** The port speaks TLS, and people come with http:// or ws://. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyPlainAskedOfTls: Fault = {
  id: 'haproxy-plain-asked-of-tls',
  title: 'plain HTTP is asked of a TLS port',
  culprit: 'haproxy',
  symptom: 'unreachable',
  way: { hops: [{ good: 'haproxy', tls: true }], visitors: 'without-tls' },
  sees: 'The browser says that the connection was closed, and nothing else.',
  wire: 'HAProxy hangs up without a byte. The log says `SSL handshake failure`.',
  neighbours:
    'nginx and Caddy answer this with 400 and say why: `nginx-plain-asked-of-tls`, `caddy-plain-asked-of-tls`.',
  ours: 'Takes the address of its socket from the page it is on, so it asks the right one by itself.',
  fix: "People, and the app's public address, need https:// and wss:// here.",
  expect: everything('closed'),
  tells: ['speaks TLS'],
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#5.1-ssl'],
}
