/** Compression of answers. */
import { type Myth, oneHop } from '../../fault.ts'

export const haproxyCompression: Myth = {
  id: 'haproxy-compression',
  title: 'compression switched on',
  about: 'haproxy',
  way: oneHop('haproxy', {
    at: 'timeout connect',
    keep: true,
    add: ['compression algo gzip', 'compression type text/html text/plain application/json'],
  }),
  claim: 'Compression on the proxy breaks WebSocket and holds answers in pieces back.',
  measured: 'A tunnel is not compressed, and what comes in pieces leaves in pieces.',
  expect: {},
  sources: ['https://docs.haproxy.org/2.6/configuration.html#4.2-compression%20algo'],
}
