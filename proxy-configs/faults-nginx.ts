/** The faults of nginx, and of what stands around it, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { firewallDropsWhenIdle } from './faults/firewall-drops-when-idle/fault.ts'
import { firewallResetsAfterUpgrade } from './faults/firewall-resets-after-upgrade/fault.ts'
import { nginxAuth401 } from './faults/nginx-auth-401/fault.ts'
import { nginxAuth403 } from './faults/nginx-auth-403/fault.ts'
import { nginxAuthBasic } from './faults/nginx-auth-basic/fault.ts'
import { nginxAuthBroken } from './faults/nginx-auth-broken/fault.ts'
import { nginxAuthRedirect } from './faults/nginx-auth-redirect/fault.ts'
import { nginxAuthUnexpected } from './faults/nginx-auth-unexpected/fault.ts'
import { nginxBareProxyPass } from './faults/nginx-bare-proxy-pass/fault.ts'
import { nginxBodyTooSmall } from './faults/nginx-body-too-small/fault.ts'
import { nginxCacheIgnoresHeaders } from './faults/nginx-cache-ignores-headers/fault.ts'
import { nginxChainInnerUpgradeMissing } from './faults/nginx-chain-inner-upgrade-missing/fault.ts'
import { nginxChainOuterUpgradeMissing } from './faults/nginx-chain-outer-upgrade-missing/fault.ts'
import { nginxConnectionEmpty } from './faults/nginx-connection-empty/fault.ts'
import { nginxConnectionMissing } from './faults/nginx-connection-missing/fault.ts'
import { nginxDefaultServerAnswers } from './faults/nginx-default-server-answers/fault.ts'
import { nginxHeaderTooLarge } from './faults/nginx-header-too-large/fault.ts'
import { nginxHeadersSwapped } from './faults/nginx-headers-swapped/fault.ts'
import { nginxHeldRequestsCut } from './faults/nginx-held-requests-cut/fault.ts'
import { nginxHostMissing } from './faults/nginx-host-missing/fault.ts'
import { nginxHostWithoutPort } from './faults/nginx-host-without-port/fault.ts'
import { nginxHttp10Buffered } from './faults/nginx-http10-buffered/fault.ts'
import { nginxHttpsRedirect } from './faults/nginx-https-redirect/fault.ts'
import { nginxLimitConn } from './faults/nginx-limit-conn/fault.ts'
import { nginxMapOfConnection } from './faults/nginx-map-of-connection/fault.ts'
import { nginxMapReversed } from './faults/nginx-map-reversed/fault.ts'
import { nginxMethodFilter } from './faults/nginx-method-filter/fault.ts'
import { nginxPlainAskedOfTls } from './faults/nginx-plain-asked-of-tls/fault.ts'
import { nginxReadTimeout } from './faults/nginx-read-timeout/fault.ts'
import { nginxReturn503 } from './faults/nginx-return-503/fault.ts'
import { nginxSchemeNotForwarded } from './faults/nginx-scheme-not-forwarded/fault.ts'
import { nginxSetHeaderInheritanceLost } from './faults/nginx-set-header-inheritance-lost/fault.ts'
import { nginxSinglePageFallback } from './faults/nginx-single-page-fallback/fault.ts'
import { nginxSubPathDoubled } from './faults/nginx-sub-path-doubled/fault.ts'
import { nginxSubPathKept } from './faults/nginx-sub-path-kept/fault.ts'
import { nginxSubPathNotAnnounced } from './faults/nginx-sub-path-not-announced/fault.ts'
import { nginxTlsNotSwitchedOn } from './faults/nginx-tls-not-switched-on/fault.ts'
import { nginxTwoAppsWithoutSharedState } from './faults/nginx-two-apps-without-shared-state/fault.ts'
import { nginxUpgradeFromMap } from './faults/nginx-upgrade-from-map/fault.ts'
import { nginxUpgradeHeadersMissing } from './faults/nginx-upgrade-headers-missing/fault.ts'
import { nginxUpgradeLiteral } from './faults/nginx-upgrade-literal/fault.ts'
import { nginxUpgradeMissing } from './faults/nginx-upgrade-missing/fault.ts'
import { nginxUpstreamDown } from './faults/nginx-upstream-down/fault.ts'
import { nginxUpstreamHanging } from './faults/nginx-upstream-hanging/fault.ts'
import { nginxUpstreamSpokenToInTls } from './faults/nginx-upstream-spoken-to-in-tls/fault.ts'
import { nginxWorkerConnections } from './faults/nginx-worker-connections/fault.ts'
import { nginxWorkerShutdownTimeout } from './faults/nginx-worker-shutdown-timeout/fault.ts'
import { nginxWrongServerName } from './faults/nginx-wrong-server-name/fault.ts'
import { nginxWsLocationMissing } from './faults/nginx-ws-location-missing/fault.ts'

export const NGINX_FAULTS: readonly Fault[] = [
  nginxUpgradeHeadersMissing,
  nginxBareProxyPass,
  nginxConnectionMissing,
  nginxConnectionEmpty,
  nginxUpgradeMissing,
  nginxSetHeaderInheritanceLost,
  nginxMapReversed,
  nginxMapOfConnection,
  nginxUpgradeFromMap,
  nginxHeadersSwapped,
  nginxChainOuterUpgradeMissing,
  nginxChainInnerUpgradeMissing,
  nginxUpgradeLiteral,
  nginxHttp10Buffered,
  nginxBodyTooSmall,
  nginxMethodFilter,
  nginxReadTimeout,
  nginxHeldRequestsCut,
  firewallDropsWhenIdle,
  firewallResetsAfterUpgrade,
  nginxCacheIgnoresHeaders,
  nginxHostMissing,
  nginxHostWithoutPort,
  nginxSubPathKept,
  nginxSubPathDoubled,
  nginxSubPathNotAnnounced,
  nginxWsLocationMissing,
  nginxSinglePageFallback,
  nginxAuth401,
  nginxAuth403,
  nginxAuthRedirect,
  nginxAuthUnexpected,
  nginxAuthBroken,
  nginxAuthBasic,
  nginxUpstreamDown,
  nginxUpstreamHanging,
  nginxUpstreamSpokenToInTls,
  nginxReturn503,
  nginxWrongServerName,
  nginxDefaultServerAnswers,
  nginxHttpsRedirect,
  nginxTlsNotSwitchedOn,
  nginxPlainAskedOfTls,
  nginxHeaderTooLarge,
  nginxLimitConn,
  nginxWorkerConnections,
  nginxWorkerShutdownTimeout,
  nginxTwoAppsWithoutSharedState,
  nginxSchemeNotForwarded,
]
