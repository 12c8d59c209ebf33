/** The faults of Caddy, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { caddyBodyTooSmall } from './faults/caddy-body-too-small/fault.ts'
import { caddyConnectionRemoved } from './faults/caddy-connection-removed/fault.ts'
import { caddyHandleKeepsPrefix } from './faults/caddy-handle-keeps-prefix/fault.ts'
import { caddyHealthCheckWrongPath } from './faults/caddy-health-check-wrong-path/fault.ts'
import { caddyHttpsRedirect } from './faults/caddy-https-redirect/fault.ts'
import { caddyLoginFails } from './faults/caddy-login-fails/fault.ts'
import { caddyLoginRedirects } from './faults/caddy-login-redirects/fault.ts'
import { caddyLoginRefuses } from './faults/caddy-login-refuses/fault.ts'
import { caddyPlainAskedOfTls } from './faults/caddy-plain-asked-of-tls/fault.ts'
import { caddyReadTimeout } from './faults/caddy-read-timeout/fault.ts'
import { caddyReloadDropsSockets } from './faults/caddy-reload-drops-sockets/fault.ts'
import { caddyResponseHeaderTimeout } from './faults/caddy-response-header-timeout/fault.ts'
import { caddySocketPathNotProxied } from './faults/caddy-socket-path-not-proxied/fault.ts'
import { caddySubPathNotAnnounced } from './faults/caddy-sub-path-not-announced/fault.ts'
import { caddyUpgradeRemoved } from './faults/caddy-upgrade-removed/fault.ts'
import { caddyUpstreamDown } from './faults/caddy-upstream-down/fault.ts'
import { caddyUpstreamHanging } from './faults/caddy-upstream-hanging/fault.ts'

export const CADDY_FAULTS: readonly Fault[] = [
  caddyUpgradeRemoved,
  caddyConnectionRemoved,
  caddySocketPathNotProxied,
  caddyHandleKeepsPrefix,
  caddySubPathNotAnnounced,
  caddyReadTimeout,
  caddyResponseHeaderTimeout,
  caddyBodyTooSmall,
  caddyUpstreamDown,
  caddyUpstreamHanging,
  caddyHealthCheckWrongPath,
  caddyReloadDropsSockets,
  caddyLoginRefuses,
  caddyLoginRedirects,
  caddyLoginFails,
  caddyPlainAskedOfTls,
  caddyHttpsRedirect,
]
