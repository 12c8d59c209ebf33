/** A 400, a 404 or a 426 where 101 was expected. */
import type { Myth } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const appStatusNamesTheProxy: Myth = {
  id: 'app-status-names-the-proxy',
  title: 'the status of a handshake that failed',
  about: 'app',
  way: {
    hops: [
      { good: 'nginx', tls: true },
      { good: 'nginx', edits: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }] },
    ],
  },
  claim: 'The status of the failed handshake says which proxy refused it.',
  measured:
    'Behind two proxies the answer is what the app says to a plain GET at that path: 426 with the words of Holdfast here, 400 from socket.io, 404 or 200 from others. Only a body that the proxy itself wrote speaks of the proxy.',
  expect: stripped('upgrade-headers-missing nginx'),
  sources: ['Etherpad #6639', 'RFC 9110 section 15.5.22'],
}
