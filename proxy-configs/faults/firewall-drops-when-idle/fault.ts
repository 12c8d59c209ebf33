/** Not a proxy: something on the way that forgets connections in silence. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const firewallDropsWhenIdle: Fault = {
  id: 'firewall-drops-when-idle',
  title: 'a firewall forgets silent connections',
  culprit: 'firewall',
  symptom: 'cut-when-idle',
  way: { hops: [{ firewall: 'drops-when-idle' }, { good: 'nginx' }] },
  sees: 'After a pause nothing that is typed arrives, and for a while nothing says so.',
  wire: 'No close, no reset: packets of a connection that was silent for minutes vanish, in both directions, and each side waits for the other.',
  neighbours:
    "`nginx-read-timeout` ends the connection, so that both sides know. The proxy's log has nothing here.",
  ours: 'Pings keep the connection known; where they are too rare for it, a change without acknowledgement tells within seconds, and it connects anew.',
  fix: 'Let the server ping more often than the firewall forgets: `HOLDFAST_HEARTBEAT_PING`.',
  expect: { idle: 'cut', held: 'hangs' },
  stories: ALL_WELL,
  sources: [
    'RFC 6455 section 5.5.2: a ping may serve as a keepalive',
    'RFC 5382 section 5: for how long a translator has to remember a silent connection',
  ],
}
