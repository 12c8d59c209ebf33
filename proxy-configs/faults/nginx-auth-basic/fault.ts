/** A password in front of the socket alone: a browser asks for none there. */
import { type Fault, LIVE_PATH_BLOCKED, oneHop } from '../../fault.ts'
import { livePath } from '../../probes.ts'

export const nginxAuthBasic: Fault = {
  id: 'nginx-auth-basic',
  title: 'a password is wanted for the WebSocket alone',
  culprit: 'nginx',
  symptom: 'login',
  way: oneHop('nginx', {
    at: 'proxy_buffering',
    keep: true,
    add: [
      'location /collab/ {',
      '    auth_basic           "pads";',
      '    auth_basic_user_file /etc/nginx/holdfast.users;',
      '    proxy_pass           http://holdfast;',
      '}',
    ],
  }),
  sees: 'The page loads with its text, and nobody sees what the others write; no window asks for a password.',
  wire: 'The handshake is answered with 401 and WWW-Authenticate. Browsers do not ask for a password because of a WebSocket.',
  neighbours: '`nginx-auth-401` comes without WWW-Authenticate.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Ask for the password for the whole site, or not for this path.',
  expect: livePath('401 nginx'),
  tells: ['asks for a password'],
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html'],
}
