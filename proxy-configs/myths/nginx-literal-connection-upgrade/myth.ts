/** The short form that answers upgrade to everybody. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxLiteralConnectionUpgrade: Myth = {
  id: 'nginx-literal-connection-upgrade',
  title: '`Connection "upgrade"` without a map',
  about: 'nginx',
  way: oneHop('nginx', {
    at: 'proxy_set_header Connection',
    add: ['proxy_set_header Connection "upgrade";'],
  }),
  claim: 'A literal `Connection "upgrade"` breaks plain requests; only a map is right.',
  measured:
    'Pages, large bodies, held requests and streams are as good as with the map: without Upgrade beside it the word asks for nothing. The map keeps it tidy. A literal Upgrade, however, breaks every page: `nginx-upgrade-literal`.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/websocket.html'],
}
