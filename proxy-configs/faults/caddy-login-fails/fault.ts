/** The login itself is broken. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingCaddy } from '../../other-ways.ts'
import { livePath } from '../../probes.ts'

export const caddyLoginFails: Fault = {
  id: 'caddy-login-fails',
  title: 'the login answers 500',
  culprit: 'caddy',
  symptom: 'login',
  way: askingCaddy(500),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: 'Whatever is not 2xx is passed on as it is: the visitor gets the 500 of the login, and the logs of the app have nothing.',
  neighbours: 'nginx makes a page of its own of it: `nginx-auth-broken`.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Mend the login; its own log says what is wrong.',
  expect: livePath('500 stub'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/forward_auth'],
}
