/** The other half of the pair. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const haproxyConnectionRemoved: Fault = {
  id: 'haproxy-connection-removed',
  title: 'a rule removes Connection',
  culprit: 'haproxy',
  symptom: 'invisible',
  way: oneHop('haproxy', {
    at: 'option forwardfor',
    keep: true,
    add: ['http-request del-header Connection'],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: 'The app sees `Upgrade: websocket` and no Connection at all, over HTTP/1.1, and answers a plain GET. HAProxy leaves no name of its own in any header.',
  neighbours:
    'nginx with `Connection ""` leaves exactly the same: `nginx-connection-empty`. `haproxy-upgrade-removed` leaves the other half.',
  ours: 'Reads and writes over HTTP at once. Its details name nginx first, because there it is common, and HAProxy second.',
  fix: 'Remove the rule; HAProxy decides about Connection by itself, for each hop.',
  expect: stripped('connection-empty nginx'),
  stories: WEBSOCKET_BLOCKED,
  sources: [
    'https://docs.haproxy.org/2.6/configuration.html#4.2-http-request%20del-header',
    'RFC 9110 section 7.6.1: Connection and what it names end at each hop',
  ],
}
