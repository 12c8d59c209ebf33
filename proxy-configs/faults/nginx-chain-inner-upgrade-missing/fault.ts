/** Two nginx, one behind the other; the inner one strips the upgrade. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxChainInnerUpgradeMissing: Fault = {
  id: 'nginx-chain-inner-upgrade-missing',
  title: 'of two nginx the inner one strips the upgrade',
  culprit: 'nginx',
  symptom: 'invisible',
  way: {
    hops: [
      { good: 'nginx', tls: true },
      { good: 'nginx', edits: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }] },
    ],
  },
  sees: 'The nginx that people reach is set up by the book, and still nobody sees what the others write; the other one often belongs to somebody else, or to the image of the app.',
  wire: 'The outer nginx asks for an upgrade, the inner one makes a plain GET of it. X-Forwarded-For has two addresses.',
  neighbours:
    'Neither from outside nor from what arrives at the app can it be told from `nginx-chain-outer-upgrade-missing`; asking the inner one directly tells.',
  ours: 'Reads and writes over HTTP at once, and says that the proxy may stand further out than the one it names.',
  fix: 'Every proxy of a chain needs both lines.',
  expect: stripped('upgrade-headers-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'RFC 9110 section 7.6.1: Connection and what it names end at each hop',
    'Plane #6206',
  ],
}
