/** Faults of Apache, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { apacheBeforeNginxProxypassOnly } from './faults/apache-before-nginx-proxypass-only/fault.ts'
import { apacheBeforeSquidProxypassOnly } from './faults/apache-before-squid-proxypass-only/fault.ts'
import { apacheBehindNginxProxypassOnly } from './faults/apache-behind-nginx-proxypass-only/fault.ts'
import { apacheHostLost } from './faults/apache-host-lost/fault.ts'
import { apacheHostNotPreserved } from './faults/apache-host-not-preserved/fault.ts'
import { apachePathDenied } from './faults/apache-path-denied/fault.ts'
import { apachePathExcluded } from './faults/apache-path-excluded/fault.ts'
import { apacheProxyHttpMissing } from './faults/apache-proxy-http-missing/fault.ts'
import { apacheProxySubmodulesMissing } from './faults/apache-proxy-submodules-missing/fault.ts'
import { apacheProxyTimeoutLow } from './faults/apache-proxy-timeout-low/fault.ts'
import { apacheProxypassOnly } from './faults/apache-proxypass-only/fault.ts'
import { apacheRestartedHard } from './faults/apache-restarted-hard/fault.ts'
import { apacheRewriteConnectionExact } from './faults/apache-rewrite-connection-exact/fault.ts'
import { apacheRewriteEngineOff } from './faults/apache-rewrite-engine-off/fault.ts'
import { apacheRewriteIfmodule } from './faults/apache-rewrite-ifmodule/fault.ts'
import { apacheRewriteInLocation } from './faults/apache-rewrite-in-location/fault.ts'
import { apacheRewriteOutsideVhost } from './faults/apache-rewrite-outside-vhost/fault.ts'
import { apacheRewriteToHttp } from './faults/apache-rewrite-to-http/fault.ts'
import { apacheRewriteUpgradeCase } from './faults/apache-rewrite-upgrade-case/fault.ts'
import { apacheSchemeNotForwarded } from './faults/apache-scheme-not-forwarded/fault.ts'
import { apacheSubPathSlash } from './faults/apache-sub-path-slash/fault.ts'
import { apacheTimeoutsLow } from './faults/apache-timeouts-low/fault.ts'
import { apacheUpstreamDown } from './faults/apache-upstream-down/fault.ts'
import { apacheUpstreamHanging } from './faults/apache-upstream-hanging/fault.ts'
import { apacheUpstreamWrongScheme } from './faults/apache-upstream-wrong-scheme/fault.ts'
import { apacheVhostShadowed } from './faults/apache-vhost-shadowed/fault.ts'
import { apacheWorkersExhausted } from './faults/apache-workers-exhausted/fault.ts'
import { apacheWsLocationmatchShadowed } from './faults/apache-ws-locationmatch-shadowed/fault.ts'
import { apacheWsProxypassShadowed } from './faults/apache-ws-proxypass-shadowed/fault.ts'

export const APACHE_FAULTS: readonly Fault[] = [
  apacheProxypassOnly,
  apacheRewriteEngineOff,
  apacheRewriteOutsideVhost,
  apacheRewriteIfmodule,
  apacheRewriteUpgradeCase,
  apacheRewriteToHttp,
  apacheWsProxypassShadowed,
  apacheWsLocationmatchShadowed,
  apacheRewriteInLocation,
  apacheRewriteConnectionExact,
  apacheProxyHttpMissing,
  apacheProxySubmodulesMissing,
  apacheUpstreamWrongScheme,
  apacheUpstreamDown,
  apacheUpstreamHanging,
  apacheTimeoutsLow,
  apacheProxyTimeoutLow,
  apacheWorkersExhausted,
  apacheHostNotPreserved,
  apacheHostLost,
  apacheSchemeNotForwarded,
  apacheSubPathSlash,
  apachePathExcluded,
  apachePathDenied,
  apacheVhostShadowed,
  apacheRestartedHard,
  apacheBeforeSquidProxypassOnly,
  apacheBeforeNginxProxypassOnly,
  apacheBehindNginxProxypassOnly,
]
