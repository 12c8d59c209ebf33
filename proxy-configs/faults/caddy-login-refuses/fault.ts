/** A login is asked before every WebSocket, and says no. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingCaddy } from '../../other-ways.ts'
import { livePath } from '../../probes.ts'

export const caddyLoginRefuses: Fault = {
  id: 'caddy-login-refuses',
  title: 'a login refuses the WebSocket with 401',
  culprit: 'caddy',
  symptom: 'login',
  way: askingCaddy(401),
  sees: 'The page loads with its text, and nobody sees what the others write; often since a session ran out.',
  wire: '`forward_auth` asks the login first and passes its answer on as it is, body included. The app hears nothing.',
  neighbours:
    'A 401 of the app has the words of the app. `caddy-login-redirects` is the same with a redirect.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Let the WebSocket need the same session as the page, so that whoever has the page has the cookie; or leave its path to the app.',
  expect: livePath('401 stub'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://caddyserver.com/docs/caddyfile/directives/forward_auth'],
}
