/** nginx in front of Apache: the inner one drops the upgrade. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheBehindNginxProxypassOnly: Fault = {
  id: 'apache-behind-nginx-proxypass-only',
  title: 'Apache drops the upgrade that nginx passed on',
  culprit: 'apache',
  symptom: 'invisible',
  way: {
    hops: [
      { good: 'nginx', tls: true },
      {
        good: 'apache',
        edits: [
          {
            at: 'ProxyPass ',
            add: ['ProxyPass        / http://{{upstream}}/ timeout=3600 connectiontimeout=5'],
          },
        ],
      },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The visitor sees `Server: nginx` and no trace of Apache; the app sees `Connection: Keep-Alive` and X-Forwarded-Server.',
  neighbours: 'A broken nginx before a good Apache looks alike; asking Apache directly tells them apart.',
  ours: 'Reads and writes over HTTP at once, names Apache and says that another proxy further out may have done it.',
  fix: 'Add upgrade=websocket to ProxyPass.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass'],
}
