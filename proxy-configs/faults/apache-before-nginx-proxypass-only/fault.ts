/** Apache in front of nginx: the outer one drops the upgrade, the inner one leaves the trace. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheBeforeNginxProxypassOnly: Fault = {
  id: 'apache-before-nginx-proxypass-only',
  title: 'Apache drops the upgrade before nginx, which would pass it on',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      {
        good: 'apache',
        tls: true,
        edits: [
          {
            at: 'ProxyPass ',
            add: ['ProxyPass        / http://{{upstream}}/ timeout=3600 connectiontimeout=5'],
          },
        ],
      },
      { good: 'nginx' },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The app sees what nginx makes of a plain GET, `Connection: close`, with X-Forwarded-Server of Apache: as if nginx had dropped the upgrade.',
  neighbours:
    'A broken nginx behind a good Apache looks exactly alike; asking nginx directly tells them apart.',
  ours: 'Reads and writes over HTTP at once, names nginx and says that another proxy further out may have done it.',
  fix: 'Add upgrade=websocket to ProxyPass.',
  expect: stripped('upgrade-headers-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
