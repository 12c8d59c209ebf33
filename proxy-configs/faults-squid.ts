/** Faults of Squid, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { squidAccessDenied } from './faults/squid-access-denied/fault.ts'
import { squidBehindApacheDefault } from './faults/squid-behind-apache-default/fault.ts'
import { squidBodySmall } from './faults/squid-body-small/fault.ts'
import { squidCaches } from './faults/squid-caches/fault.ts'
import { squidClientLifetime } from './faults/squid-client-lifetime/fault.ts'
import { squidConnectionLimit } from './faults/squid-connection-limit/fault.ts'
import { squidForwardConnectDenied } from './faults/squid-forward-connect-denied/fault.ts'
import { squidForwardReadTimeout } from './faults/squid-forward-read-timeout/fault.ts'
import { squidHostReplaced } from './faults/squid-host-replaced/fault.ts'
import { squidNotAccel } from './faults/squid-not-accel/fault.ts'
import { squidOtherName } from './faults/squid-other-name/fault.ts'
import { squidReadTimeout } from './faults/squid-read-timeout/fault.ts'
import { squidSchemeNotForwarded } from './faults/squid-scheme-not-forwarded/fault.ts'
import { squidUpgradeCase } from './faults/squid-upgrade-case/fault.ts'
import { squidUpgradeNotAllowed } from './faults/squid-upgrade-not-allowed/fault.ts'
import { squidUpgradeNotAllowedUnsigned } from './faults/squid-upgrade-not-allowed-unsigned/fault.ts'
import { squidUpgradeWithoutAllow } from './faults/squid-upgrade-without-allow/fault.ts'
import { squidUpstreamDown } from './faults/squid-upstream-down/fault.ts'
import { squidUpstreamHanging } from './faults/squid-upstream-hanging/fault.ts'

export const SQUID_FAULTS: readonly Fault[] = [
  squidUpgradeNotAllowed,
  squidUpgradeCase,
  squidUpgradeWithoutAllow,
  squidUpgradeNotAllowedUnsigned,
  squidBehindApacheDefault,
  squidNotAccel,
  squidAccessDenied,
  squidOtherName,
  squidReadTimeout,
  squidClientLifetime,
  squidCaches,
  squidBodySmall,
  squidUpstreamDown,
  squidUpstreamHanging,
  squidConnectionLimit,
  squidHostReplaced,
  squidSchemeNotForwarded,
  squidForwardConnectDenied,
  squidForwardReadTimeout,
]
