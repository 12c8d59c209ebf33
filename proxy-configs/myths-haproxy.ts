/** What everybody knows about HAProxy, and HAProxy does not confirm. */
import type { Myth } from './fault.ts'
import { haproxyCompression } from './myths/haproxy-compression/myth.ts'
import { haproxyHttpServerClose } from './myths/haproxy-http-server-close/myth.ts'
import { haproxyHttpclose } from './myths/haproxy-httpclose/myth.ts'
import { haproxyNeedsTcpMode } from './myths/haproxy-needs-tcp-mode/myth.ts'
import { haproxyNeedsTimeouts } from './myths/haproxy-needs-timeouts/myth.ts'
import { haproxyReloadDropsSockets } from './myths/haproxy-reload-drops-sockets/myth.ts'
import { haproxyWebsocketNeeds101 } from './myths/haproxy-websocket-needs-101/myth.ts'

export const HAPROXY_MYTHS: readonly Myth[] = [
  haproxyNeedsTimeouts,
  haproxyHttpServerClose,
  haproxyHttpclose,
  haproxyNeedsTcpMode,
  haproxyCompression,
  haproxyReloadDropsSockets,
  haproxyWebsocketNeeds101,
]
