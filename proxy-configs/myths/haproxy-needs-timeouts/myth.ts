/** No timeouts at all. */
import { type Myth, oneHop } from '../../fault.ts'

export const haproxyNeedsTimeouts: Myth = {
  id: 'haproxy-needs-timeouts',
  title: 'no timeouts',
  about: 'haproxy',
  way: oneHop(
    'haproxy',
    { at: 'timeout client' },
    { at: 'timeout connect' },
    { at: 'timeout server' },
    { at: 'timeout tunnel' },
  ),
  claim: 'Without its timeouts HAProxy breaks WebSocket.',
  measured:
    'Everything works, only `haproxy -c` warns of missing timeouts: connections whose other end vanished without a word stay for good. A timeout that is too short does harm, a missing one does not, until the places are used up.',
  expect: {},
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-timeout%20client'],
}
