/** Apache in front of Squid: the outer one drops the upgrade. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const apacheBeforeSquidProxypassOnly: Fault = {
  id: 'apache-before-squid-proxypass-only',
  title: 'Apache drops the upgrade before Squid, which would pass it on',
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
      { good: 'squid' },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: 'The app sees a plain GET that both signed: X-Forwarded-Server of Apache, Via of Squid.',
  neighbours: '`squid-behind-apache-default` looks exactly alike; asking Squid directly tells them apart.',
  ours: 'Reads and writes over HTTP at once, and names both as suspects.',
  fix: 'Add upgrade=websocket to ProxyPass.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass', 'Etherpad #6639'],
}
