/** The proof that every status page shows. */
import { type Myth, oneHop } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const appHealthIsGreen: Myth = {
  id: 'app-health-is-green',
  title: 'health behind a proxy that strips the upgrade',
  about: 'app',
  way: oneHop('nginx', { at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }),
  claim: '`/live/health` answers 200, so people can work.',
  measured:
    'Health is a plain GET, and behind a proxy that blocks every WebSocket it is as green as ever. `/diagnose/seen` tells what arrived of a handshake.',
  expect: stripped('upgrade-headers-missing nginx'),
  sources: ['Plane #6206'],
}
