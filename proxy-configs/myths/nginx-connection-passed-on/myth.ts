/** The header as it came, without a map. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxConnectionPassedOn: Myth = {
  id: 'nginx-connection-passed-on',
  title: '`Connection $http_connection`',
  about: 'nginx',
  way: oneHop('nginx', {
    at: 'proxy_set_header Connection',
    add: ['proxy_set_header Connection $http_connection;'],
  }),
  claim: '`proxy_set_header Connection $http_connection` is wrong.',
  measured: 'Both forms, `Upgrade` and `keep-alive, Upgrade`, get 101, and plain requests are well.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/websocket.html'],
}
