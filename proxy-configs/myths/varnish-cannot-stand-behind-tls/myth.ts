/** A Varnish behind a proxy that ends TLS and speaks HTTP/2 to people. */
import type { Myth } from '../../fault.ts'

export const varnishCannotStandBehindTls: Myth = {
  id: 'varnish-cannot-stand-behind-tls',
  title: 'HAProxy in front of it for TLS',
  about: 'varnish',
  way: { hops: [{ good: 'haproxy', tls: true }, { good: 'varnish' }] },
  claim: 'Varnish speaks neither TLS nor WebSocket, so it has to go from the way.',
  measured:
    'Behind HAProxy, which ends TLS and takes WebSocket by HTTP/2 as well, everything gets through: a pipe is a pipe.',
  expect: { 'handshake-h2': '200 app' },
  sources: [
    'https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html',
    'RFC 8441 section 3',
  ],
}
