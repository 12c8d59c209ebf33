/** The line that every guide calls indispensable, left out. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxHttp10CannotUpgrade: Myth = {
  id: 'nginx-http10-cannot-upgrade',
  title: 'HTTP/1.0 towards the app',
  about: 'nginx',
  way: oneHop('nginx', { at: 'proxy_http_version' }),
  claim: 'Without `proxy_http_version 1.1` no WebSocket can work behind nginx.',
  measured:
    'With Upgrade and Connection passed on, the handshake arrives as HTTP/1.0 and Node answers 101; it stays open and carries. Other apps may refuse, and streams are held back where buffering is on (`nginx-http10-buffered`), so the line is good to have.',
  expect: {},
  sources: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version',
  ],
}
