/** A certificate lies there, and the port speaks plain HTTP. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const haproxyTlsNotSwitchedOn: Fault = {
  id: 'haproxy-tls-not-switched-on',
  title: 'the HTTPS port speaks plain HTTP',
  culprit: 'haproxy',
  symptom: 'unreachable',
  way: {
    hops: [{ good: 'haproxy', tls: true, edits: [{ at: 'bind {{listen}} ssl', add: ['bind {{listen}}'] }] }],
  },
  sees: 'The browser says that the site sent an invalid answer, or ERR_SSL_PROTOCOL_ERROR.',
  wire: 'The first message of TLS is no HTTP to HAProxy: it answers 400 in the clear, which the other side cannot read. The log has `<BADREQ>` with the flags `PR--`.',
  neighbours: '`haproxy-plain-asked-of-tls` is the opposite.',
  ours: 'A pad that was opened before opens from this device.',
  fix: '`ssl crt …` belongs into the line of `bind`.',
  expect: everything('closed'),
  tells: ['speaks plain HTTP'],
  stories: NO_PAGE,
  sources: ['https://docs.haproxy.org/2.6/configuration.html#5.1-ssl'],
}
