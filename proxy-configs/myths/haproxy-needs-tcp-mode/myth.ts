/** HAProxy as a pipe for bytes. */
import { type Myth, oneHop } from '../../fault.ts'

export const haproxyNeedsTcpMode: Myth = {
  id: 'haproxy-needs-tcp-mode',
  title: 'mode tcp',
  about: 'haproxy',
  way: oneHop(
    'haproxy',
    {
      at: 'frontend holdfast',
      through: 'http-request set-header X-Forwarded-Host',
      add: ['frontend holdfast', '    mode tcp', '    bind {{listen}}', '    timeout client 1h'],
    },
    {
      at: 'backend holdfast',
      through: 'timeout connect',
      add: ['backend holdfast', '    mode tcp', '    timeout connect 5s'],
    },
    { at: 'timeout server', add: ['timeout server  1h'] },
  ),
  claim: 'WebSocket needs `mode tcp`.',
  measured:
    '`mode http` carries it as well, and tells the app who is asking. `mode tcp` does work, at the price of every X-Forwarded header, and with timeouts that count for pages and sockets alike.',
  expect: { forwarded: 'wrong address' },
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-mode'],
}
