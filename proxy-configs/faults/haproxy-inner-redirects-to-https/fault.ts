/** Two proxies, and the one that does not speak TLS insists on it. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyInnerRedirectsToHttps: Fault = {
  id: 'haproxy-inner-redirects-to-https',
  title: 'behind a proxy that ends TLS, everything is sent on to HTTPS',
  culprit: 'haproxy',
  symptom: 'unreachable',
  way: {
    hops: [
      {
        good: 'haproxy',
        inner: true,
        edits: [
          {
            at: 'option forwardfor',
            keep: true,
            add: ['http-request redirect scheme https code 301 unless { ssl_fc }'],
          },
        ],
      },
    ],
  },
  sees: 'The browser says that the page redirects too often.',
  wire: 'The proxy in front comes over plain HTTP, so `ssl_fc` is never true: each request is sent on to the address it was asked for. No browser follows that for a WebSocket.',
  neighbours: 'A redirect to another address is a login, or a move. Here Location is the address in the bar.',
  ours: 'A pad that was opened before opens from this device; what is typed is kept there until the server is back.',
  fix: 'Redirect where TLS ends, and nowhere else; or ask for `{ req.hdr(X-Forwarded-Proto) https }`.',
  expect: everything('301 nobody'),
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#7.3.4-ssl_fc'],
}
