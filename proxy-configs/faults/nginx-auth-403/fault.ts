/** The same, with the other refusal. */
import { type Fault, LIVE_PATH_BLOCKED } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'
import { livePath } from '../../probes.ts'

export const nginxAuth403: Fault = {
  id: 'nginx-auth-403',
  title: 'a login refuses the WebSocket with 403',
  culprit: 'nginx',
  symptom: 'login',
  way: askingLogin(403),
  sees: 'The page loads with its text, and nobody sees what the others write.',
  wire: '`auth_request` passes the 403 of the login on with a page of nginx. The app hears nothing.',
  neighbours:
    "The 403 of an app that does not like the Origin has the app's words: `nginx-host-missing`. `nginx-method-filter` lets the handshake pass.",
  ours: 'Stays readable, keeps what is typed on this device, and says that nothing gets through.',
  fix: 'Allow the path of the WebSocket for whoever is allowed the page.',
  expect: livePath('403 nginx'),
  stories: LIVE_PATH_BLOCKED,
  sources: ['https://nginx.org/en/docs/http/ngx_http_auth_request_module.html'],
}
