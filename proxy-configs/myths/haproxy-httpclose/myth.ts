/** The option that ends connections on both sides. */
import { type Myth, oneHop } from '../../fault.ts'

export const haproxyHttpclose: Myth = {
  id: 'haproxy-httpclose',
  title: 'option httpclose',
  about: 'haproxy',
  way: oneHop('haproxy', { at: 'timeout connect', keep: true, add: ['option httpclose'] }),
  claim: '`httpclose` writes Connection: close into the handshake and breaks it.',
  measured: 'A handshake keeps its `Connection: upgrade`; only plain requests are closed after their answer.',
  expect: {},
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-option%20httpclose'],
}
