/** HTTP/2 towards visitors. */
import type { Myth } from '../../fault.ts'

export const nginxHttp2BlocksWebsocket: Myth = {
  id: 'nginx-http-2-blocks-websocket',
  title: 'HTTP/2 on the listening port',
  about: 'nginx',
  way: { hops: [{ good: 'nginx', tls: true }] },
  claim: 'WebSocket needs HTTP/2 switched off in nginx.',
  measured:
    'nginx does not offer WebSocket over HTTP/2 (RFC 8441), so browsers open a connection of HTTP/1.1 beside it, and get 101.',
  expect: {},
  sources: ['RFC 8441 section 3', 'https://nginx.org/en/docs/http/ngx_http_v2_module.html'],
}
