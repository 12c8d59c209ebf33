/** A limit of bodies, and messages that are larger. */
import { type Myth, oneHop } from '../../fault.ts'

export const nginxBodyLimitLimitsMessages: Myth = {
  id: 'nginx-body-limit-limits-messages',
  title: 'client_max_body_size below the size of messages',
  about: 'nginx',
  way: oneHop('nginx', { at: 'client_max_body_size', add: ['client_max_body_size 64k;'] }),
  claim: '`client_max_body_size` limits the size of WebSocket messages.',
  measured:
    'A message of 1 MiB passes where a body of that size is refused with 413: after 101 nginx counts nothing.',
  expect: { large: '413 nginx' },
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size'],
}
