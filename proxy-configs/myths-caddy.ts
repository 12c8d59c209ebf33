/** What everybody knows about Caddy, and Caddy does not confirm. */
import type { Myth } from './fault.ts'
import { caddyEncodeHoldsStreamsBack } from './myths/caddy-encode-holds-streams-back/myth.ts'
import { caddyHostReplaced } from './myths/caddy-host-replaced/myth.ts'
import { caddyLoginBreaksWebsocket } from './myths/caddy-login-breaks-websocket/myth.ts'

export const CADDY_MYTHS: readonly Myth[] = [
  caddyEncodeHoldsStreamsBack,
  caddyLoginBreaksWebsocket,
  caddyHostReplaced,
]
