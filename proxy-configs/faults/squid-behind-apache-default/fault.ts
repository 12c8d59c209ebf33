/** The chain of the Etherpad report: Apache passes the upgrade on, Squid behind it drops it. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const squidBehindApacheDefault: Fault = {
  id: 'squid-behind-apache-default',
  title: 'Squid behind Apache drops the upgrade that Apache passed on',
  culprit: 'squid',
  symptom: 'invisible',
  way: {
    hops: [
      { good: 'apache', tls: true },
      { good: 'squid', edits: [{ at: 'http_upgrade_request_protocols' }] },
    ],
  },
  sees: 'Pages and titles load, but nobody sees what the others write, or the page says it is reconnecting.',
  wire: "The app sees a plain GET that both signed: X-Forwarded-Server of Apache, Via of Squid. socket.io answers that with 400, which Squid's access log shows as `TCP_MISS/400`: the app's own answer, not Squid's.",
  neighbours:
    '`apache-before-squid-proxypass-only` looks exactly alike; asking Squid directly tells them apart.',
  ours: 'Reads and writes over HTTP at once, and names both as suspects.',
  fix: 'Allow websocket in Squid.',
  expect: stripped('upgrade-not-enabled apache'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['http://www.squid-cache.org/Doc/config/http_upgrade_request_protocols/', 'Etherpad #6639'],
}
