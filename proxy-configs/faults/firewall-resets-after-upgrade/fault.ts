/** Not a proxy: something that reads along and lets the 101 pass, but nothing after it. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'

export const firewallResetsAfterUpgrade: Fault = {
  id: 'firewall-resets-after-upgrade',
  title: 'a firewall resets what follows the 101',
  culprit: 'firewall',
  symptom: 'invisible',
  way: { hops: [{ firewall: 'resets-after-upgrade' }, { good: 'nginx' }] },
  sees: 'The WebSocket opens, breaks at once, opens again; nobody sees what the others write.',
  wire: 'The handshake gets its 101, and the first bytes after it a reset. Whoever counts an open socket as success counts forever.',
  neighbours: 'Every other fault of this kind prevents the 101.',
  ours: 'Trusts a socket only after a round trip, so it goes on over HTTP after the first one that breaks.',
  fix: 'Speak TLS, whose inside such a firewall does not see; else the firewall has to let WebSocket pass.',
  expect: { 'round-trip': 'closed', idle: 'cut', pinged: 'cut', together: 'apart', 'large-frame': 'closed' },
  stories: WEBSOCKET_BLOCKED,
  sources: ['RFC 6455 section 10.3: what intermediaries do with what they do not understand'],
}
