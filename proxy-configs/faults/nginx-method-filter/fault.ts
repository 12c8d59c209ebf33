/** A filter that lets nothing but GET through. */
import { type Fault, FORMS_REFUSED, oneHop } from '../../fault.ts'

export const nginxMethodFilter: Fault = {
  id: 'nginx-method-filter',
  title: 'only GET is let through',
  culprit: 'nginx',
  symptom: 'requests-refused',
  way: oneHop('nginx', { at: 'proxy_buffering', keep: true, add: ['limit_except GET { deny all; }'] }),
  sees: 'Opening and writing in a pad works; importing a text, deleting and restoring are forbidden.',
  wire: 'POST, PATCH and DELETE are answered with 403 by nginx itself; a handshake is a GET and gets 101.',
  neighbours: 'A refusal by the app is problem details in JSON. `nginx-auth-403` refuses the handshake too.',
  ours: 'Opens a new pad at an address of its own where none can be made, and goes on over WebSocket. Where that is blocked as well it cannot write, keeps what is typed on this device and says so.',
  fix: 'Remove the filter, or allow POST, PATCH and DELETE.',
  expect: { large: '403 nginx', exchange: '403 nginx', held: '403 nginx' },
  stories: FORMS_REFUSED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_except'],
}
