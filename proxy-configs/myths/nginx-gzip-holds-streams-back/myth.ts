/** Compression of everything, streams included. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxGzipHoldsStreamsBack: Myth = {
  id: 'nginx-gzip-holds-streams-back',
  title: 'gzip on for all types',
  about: 'nginx',
  way: oneHop('nginx', {
    at: 'client_max_body_size',
    keep: true,
    add: ['gzip on;', 'gzip_types *;', 'gzip_proxied any;', 'gzip_min_length 0;'],
  }),
  claim: 'Compression at the proxy breaks WebSocket, or holds streamed answers back.',
  measured:
    'Asked with `Accept-Encoding: gzip`, nginx compresses each piece of a stream as it comes and passes it on. A WebSocket is not touched.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/ngx_http_gzip_module.html'],
}
