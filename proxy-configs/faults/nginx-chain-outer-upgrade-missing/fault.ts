/** Two nginx, one behind the other; the outer one strips the upgrade. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxChainOuterUpgradeMissing: Fault = {
  id: 'nginx-chain-outer-upgrade-missing',
  title: 'of two nginx the outer one strips the upgrade',
  culprit: 'nginx',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'nginx',
        tls: true,
        edits: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }],
      },
      { good: 'nginx' },
    ],
  },
  sees: 'The nginx next to the app is set up by the book, and still nobody sees what the others write.',
  wire: 'The inner nginx gets a plain GET and passes on a plain GET; at the app it looks as if the inner one had stripped it. X-Forwarded-For has two addresses.',
  neighbours:
    'Neither from outside nor from what arrives at the app can it be told from `nginx-chain-inner-upgrade-missing`; asking the inner one directly tells.',
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
