/** A login that says yes. */
import type { Myth } from '../../fault.ts'
import { askingLogin } from '../../nginx-ways.ts'

export const nginxLoginBreaksWebsocket: Myth = {
  id: 'nginx-login-breaks-websocket',
  title: 'auth_request that answers 200',
  about: 'nginx',
  way: askingLogin(200),
  claim: '`auth_request` cannot be used in front of a WebSocket.',
  measured: 'When the login answers 2xx, the handshake goes on to the app and gets 101.',
  expect: {},
  sources: ['https://nginx.org/en/docs/http/ngx_http_auth_request_module.html'],
}
