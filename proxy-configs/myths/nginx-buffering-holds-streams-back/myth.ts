/** Buffering left on, as nginx has it. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxBufferingHoldsStreamsBack: Myth = {
  id: 'nginx-buffering-holds-streams-back',
  title: 'proxy_buffering on',
  about: 'nginx',
  way: oneHop('nginx', { at: 'proxy_buffering' }),
  claim: '`proxy_buffering off` is needed for events and other answers in pieces.',
  measured:
    'Over HTTP/1.1 each piece of a chunked answer is passed on as it comes, buffering or not. Only together with HTTP/1.0 the pieces wait: `nginx-http10-buffered`.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering'],
}
