/** The smallest buffers one sees in the wild. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxSmallBuffers: Myth = {
  id: 'nginx-small-buffers',
  title: 'proxy_buffer_size of 1 KB',
  about: 'nginx',
  way: oneHop('nginx', {
    at: 'proxy_buffering',
    keep: true,
    add: ['proxy_buffer_size       1k;', 'proxy_buffers           4 1k;', 'proxy_busy_buffers_size 2k;'],
  }),
  claim: 'A small `proxy_buffer_size` breaks the handshake or large messages.',
  measured: 'The buffer has to hold the head of an answer and nothing else; messages of any size pass.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffer_size'],
}
