/** A login stands in front of the socket alone, and the browser has nothing to show it. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'
import { livePath } from '../../probes.ts'

export const nginxAuth401: Fault = {
  id: 'nginx-auth-401',
  title: 'a login refuses the WebSocket with 401',
  culprit: 'nginx',
  symptom: 'login',
  way: askingLogin(401),
  sees: 'The page loads with its text, and nobody sees what the others write; often since a session ran out.',
  wire: '`auth_request` asks the login first, and passes its 401 on with a page of nginx. The app hears nothing.',
  neighbours: "A 401 of the app has the app's words. `nginx-auth-basic` sends WWW-Authenticate along.",
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Let the WebSocket need the same session as the page, so that whoever has the page has the cookie; or leave its path to the app.',
  expect: livePath('401 nginx'),
  stories: LIVE_PATH_BLOCKED,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_auth_request_module.html',
    'RFC 6455 section 4.1: what a client does with 401',
  ],
}
