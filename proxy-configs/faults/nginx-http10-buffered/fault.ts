/** HTTP/1.0 to the app with buffering on: streams wait for their end. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const nginxHttp10Buffered: Fault = {
  id: 'nginx-http10-buffered',
  title: 'streamed answers are held back',
  culprit: 'nginx',
  symptom: 'slow',
  way: oneHop('nginx', { at: 'proxy_http_version' }, { at: 'proxy_buffering' }),
  sees: 'Progress, events and other answers that grow arrive all at once when they end. WebSocket works.',
  wire: 'Without chunks, which HTTP/1.0 does not have, the end of such an answer is the end of the connection, and nginx gathers what fits into its buffers. The handshake arrives as HTTP/1.0 and is answered with 101 all the same.',
  neighbours:
    '`nginx-bare-proxy-pass` loses the upgrade as well. With HTTP/1.1 buffering holds nothing back.',
  ours: 'Is not touched: it uses WebSocket, and its exchange has answers with a length.',
  fix: '`proxy_http_version 1.1`.',
  expect: { stream: 'in one' },
  stories: ALL_WELL,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering',
  ],
}
