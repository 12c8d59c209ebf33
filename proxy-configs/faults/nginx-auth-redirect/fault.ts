/** A refusal that became a way to the login page, which no WebSocket follows. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'
import { livePath } from '../../probes.ts'

export const nginxAuthRedirect: Fault = {
  id: 'nginx-auth-redirect',
  title: 'the WebSocket is sent to a login page',
  culprit: 'nginx',
  symptom: 'login',
  way: askingLogin(
    401,
    ['error_page 401 = @login;'],
    ['location @login { return 302 https://login.example.org/; }'],
  ),
  sees: 'The page loads with its text, and nobody sees what the others write; often since a session ran out.',
  wire: 'The handshake is answered with 302 and a Location. Browsers do not follow it for a WebSocket, and a script is not told.',
  neighbours: '`nginx-https-redirect` sends to the same address with another scheme; the Location tells.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Send only pages to the login; answer the WebSocket with 401, or leave its path to the app.',
  expect: livePath('302 nginx'),
  tells: ['redirects elsewhere'],
  stories: LIVE_PATH_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_auth_request_module.html',
    'RFC 6455 section 4.1: following redirects is up to the client',
  ],
}
