/** The faults of HAProxy, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { haproxyAddressLimit } from './faults/haproxy-address-limit/fault.ts'
import { haproxyBodyTooSmall } from './faults/haproxy-body-too-small/fault.ts'
import { haproxyClientTimeoutCutsSockets } from './faults/haproxy-client-timeout-cuts-sockets/fault.ts'
import { haproxyConnectionRemoved } from './faults/haproxy-connection-removed/fault.ts'
import { haproxyExtendedConnectBrokenBehind } from './faults/haproxy-extended-connect-broken-behind/fault.ts'
import { haproxyHardStopAfter } from './faults/haproxy-hard-stop-after/fault.ts'
import { haproxyHealthCheckWrongPath } from './faults/haproxy-health-check-wrong-path/fault.ts'
import { haproxyHostReplaced } from './faults/haproxy-host-replaced/fault.ts'
import { haproxyInnerRedirectsToHttps } from './faults/haproxy-inner-redirects-to-https/fault.ts'
import { haproxyMaxconn } from './faults/haproxy-maxconn/fault.ts'
import { haproxyPiecesLate } from './faults/haproxy-pieces-late/fault.ts'
import { haproxyPlainAskedOfTls } from './faults/haproxy-plain-asked-of-tls/fault.ts'
import { haproxyServerMaxconn } from './faults/haproxy-server-maxconn/fault.ts'
import { haproxyServerTimeout } from './faults/haproxy-server-timeout/fault.ts'
import { haproxyServerTimeoutCutsSockets } from './faults/haproxy-server-timeout-cuts-sockets/fault.ts'
import { haproxySocketPathNotRouted } from './faults/haproxy-socket-path-not-routed/fault.ts'
import { haproxySubPathKept } from './faults/haproxy-sub-path-kept/fault.ts'
import { haproxySubPathNotAnnounced } from './faults/haproxy-sub-path-not-announced/fault.ts'
import { haproxyTlsNotSwitchedOn } from './faults/haproxy-tls-not-switched-on/fault.ts'
import { haproxyTunnelTimeout } from './faults/haproxy-tunnel-timeout/fault.ts'
import { haproxyUpgradeDenied } from './faults/haproxy-upgrade-denied/fault.ts'
import { haproxyUpgradeRemoved } from './faults/haproxy-upgrade-removed/fault.ts'
import { haproxyUpstreamDown } from './faults/haproxy-upstream-down/fault.ts'
import { haproxyUpstreamHanging } from './faults/haproxy-upstream-hanging/fault.ts'

export const HAPROXY_FAULTS: readonly Fault[] = [
  haproxyUpgradeRemoved,
  haproxyConnectionRemoved,
  haproxyUpgradeDenied,
  haproxyTunnelTimeout,
  haproxyClientTimeoutCutsSockets,
  haproxyServerTimeoutCutsSockets,
  haproxyServerTimeout,
  haproxyUpstreamDown,
  haproxyUpstreamHanging,
  haproxyHealthCheckWrongPath,
  haproxyMaxconn,
  haproxyServerMaxconn,
  haproxyAddressLimit,
  haproxyBodyTooSmall,
  haproxyHostReplaced,
  haproxySocketPathNotRouted,
  haproxySubPathKept,
  haproxySubPathNotAnnounced,
  haproxyInnerRedirectsToHttps,
  haproxyTlsNotSwitchedOn,
  haproxyPlainAskedOfTls,
  haproxyExtendedConnectBrokenBehind,
  haproxyHardStopAfter,
  haproxyPiecesLate,
]
