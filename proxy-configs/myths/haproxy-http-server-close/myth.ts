/** The option that ends connections to the server. */
import { type Myth, oneHop } from '../../fault.ts'

export const haproxyHttpServerClose: Myth = {
  id: 'haproxy-http-server-close',
  title: 'option http-server-close',
  about: 'haproxy',
  way: oneHop('haproxy', { at: 'timeout connect', keep: true, add: ['option http-server-close'] }),
  claim: '`http-server-close` has to go before WebSocket works.',
  measured:
    'After 101 the connection is a tunnel, and the option has nothing more to say. Requests open a new connection each, nothing else.',
  expect: {},
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-option%20http-server-close'],
}
