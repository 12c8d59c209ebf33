/** The login itself is out of order. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'
import { livePath } from '../../probes.ts'

export const nginxAuthBroken: Fault = {
  id: 'nginx-auth-broken',
  title: 'the login fails',
  culprit: 'nginx',
  symptom: 'login',
  way: askingLogin(500),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'The 500 of the login becomes a 500 of nginx, and the error log says `auth request unexpected status: 500`.',
  neighbours: 'From outside `nginx-auth-unexpected` is the same; the status in the error log tells.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Mend the login.',
  expect: livePath('500 nginx'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_auth_request_module.html'],
}
