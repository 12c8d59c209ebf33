/** The login answers 302 itself, which auth_request does not understand. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'
import { livePath } from '../../probes.ts'

export const nginxAuthUnexpected: Fault = {
  id: 'nginx-auth-unexpected',
  title: 'the login answers what nginx cannot use',
  culprit: 'nginx',
  symptom: 'login',
  way: askingLogin(302),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: '`auth_request` knows 2xx, 401 and 403; anything else becomes 500, and the error log says `auth request unexpected status: 302`.',
  neighbours: 'From outside `nginx-auth-broken` is the same; the status in the error log tells.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Ask the address of the login that answers with a status, not the one that redirects.',
  expect: livePath('500 nginx'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_auth_request_module.html'],
}
