/** The port speaks TLS, and people come with http:// or ws://. */
import { type Fault, NO_PAGE } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxPlainAskedOfTls: Fault = {
  id: 'nginx-plain-asked-of-tls',
  title: 'plain HTTP is asked of a TLS port',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: { hops: [{ good: 'nginx', tls: true }], visitors: 'without-tls' },
  sees: 'Bad Request, with the words that plain HTTP was sent to an HTTPS port.',
  wire: 'nginx recognises the first bytes of a request in the clear and answers 400 itself.',
  neighbours: '`nginx-tls-not-switched-on` is the opposite, and cannot even be answered.',
  ours: 'Takes the address of its socket from the page it is on, so it asks the right one by itself.',
  fix: "People, and the app's public address, need https:// and wss:// here.",
  expect: everything('400 nginx'),
  tells: ['speaks TLS'],
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/configuring_https_servers.html'],
}
