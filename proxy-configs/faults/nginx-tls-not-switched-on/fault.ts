/** Certificates are configured, and the port speaks plain HTTP. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxTlsNotSwitchedOn: Fault = {
  id: 'nginx-tls-not-switched-on',
  title: 'the HTTPS port speaks plain HTTP',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: {
    hops: [
      { good: 'nginx', tls: true, edits: [{ at: 'listen {{listen}} ssl', add: ['listen {{listen}};'] }] },
    ],
  },
  sees: 'The browser says that the site sent an invalid answer, or ERR_SSL_PROTOCOL_ERROR.',
  wire: 'The first message of TLS is no HTTP to nginx: it answers 400 in the clear, which the other side cannot read. The access log has a 400 with unreadable bytes for a request.',
  neighbours:
    '`nginx-wrong-server-name` hangs up after TLS came about. `nginx-plain-asked-of-tls` is the opposite.',
  ours: 'A pad that was opened before opens from this device.',
  fix: '`ssl` belongs behind the port in `listen`.',
  expect: everything('closed'),
  tells: ['speaks plain HTTP'],
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/configuring_https_servers.html'],
}
