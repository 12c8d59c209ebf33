/** A login that lets people through. */
import type { Myth } from '../../fault.ts'
import { askingCaddy } from '../../other-ways.ts'

export const caddyLoginBreaksWebsocket: Myth = {
  id: 'caddy-login-breaks-websocket',
  title: 'forward_auth in front of the socket',
  about: 'caddy',
  way: askingCaddy(200),
  claim: 'WebSocket does not go through `forward_auth`.',
  measured: 'The login is asked with a plain GET; when it answers 200 the handshake goes on as it came.',
  expect: {},
  sources: ['https://caddyserver.com/docs/caddyfile/directives/forward_auth'],
}
