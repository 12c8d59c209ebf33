/** A login that sends people to its form, and a WebSocket that cannot go there. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingCaddy } from '../../other-ways.ts'
import { livePath } from '../../probes.ts'

export const caddyLoginRedirects: Fault = {
  id: 'caddy-login-redirects',
  title: 'a login sends the WebSocket to its form',
  culprit: 'caddy',
  symptom: 'login',
  way: askingCaddy(302),
  sees: 'The page loads with its text, and nobody sees what the others write; often since a session ran out.',
  wire: 'The handshake is answered with 302 and the Location of the form. Browsers follow no redirect for a WebSocket.',
  neighbours: 'A redirect to the same address with https:// is `caddy-https-redirect`.',
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Have the login answer 401 below `/collab/`, and let the WebSocket need the same session as the page.',
  expect: livePath('302 stub'),
  tells: ['redirects elsewhere'],
  stories: LIVE_PATH_BLOCKED,
  sources: [
    'https://caddyserver.com/docs/caddyfile/directives/forward_auth',
    'RFC 6455 section 4.1: following redirects is up to the client',
  ],
}
