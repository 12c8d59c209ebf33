/** Names are made equal for the cache, and the port goes. */
import { type Fault, oneHop, TAKEN_FOR_FOREIGN } from '../../fault.ts'

export const varnishHostWithoutPort: Fault = {
  id: 'varnish-host-without-port',
  title: 'the port is cut off Host',
  culprit: 'varnish',
  symptom: 'origin-refused',
  way: oneHop('varnish', {
    at: 'set req.http.X-Forwarded-Host',
    add: [
      'set req.http.Host = regsub(req.http.Host, ":[0-9]+$", "");',
      'set req.http.X-Forwarded-Host = req.http.Host;',
    ],
  }),
  sees: "On another port than 80 and 443 the app takes its own page for somebody else's; on those two everything works.",
  wire: 'Host arrives without the port, Origin with it.',
  neighbours: '`nginx-host-without-port` is the same of nginx.',
  ours: 'Its page carries a token that proves where it came from, so it is live.',
  fix: 'Leave Host alone; what is not cached needs no equal names.',
  expect: { 'handshake-origin': '403 app', forwarded: 'wrong host, forwarded host' },
  stories: TAKEN_FOR_FOREIGN,
  sources: [
    'https://varnish-cache.org/docs/7.1/reference/vmod_std.html',
    'RFC 6454 section 4: the port is part of an origin',
  ],
}
