/** The port speaks TLS, and people come with http:// or ws://. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const caddyPlainAskedOfTls: Fault = {
  id: 'caddy-plain-asked-of-tls',
  title: 'plain HTTP is asked of a TLS port',
  culprit: 'caddy',
  symptom: 'unreachable',
  way: { hops: [{ good: 'caddy', tls: true }], visitors: 'without-tls' },
  sees: 'One line of text: Client sent an HTTP request to an HTTPS server.',
  wire: 'Caddy answers 400 over HTTP/1.0, with these words and no name in any header.',
  neighbours: 'nginx and Apache answer 400 with pages of their own, HAProxy hangs up.',
  ours: 'Takes the address of its socket from the page it is on, so it asks the right one by itself.',
  fix: "People, and the app's public address, need https:// and wss:// here.",
  expect: everything('400 nobody'),
  // It hangs up without reading on: a body that is still on its way may cost the answer (RFC 9112 section 9.6).
  varies: ['large'],
  tells: ['speaks TLS'],
  stories: NO_PAGE,
  sources: ['https://caddyserver.com/docs/automatic-https'],
}
