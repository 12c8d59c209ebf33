/** Myths of Squid, in no order. */
import type { Myth } from './fault.ts'
import { etherpadStricterHandshake } from './myths/etherpad-stricter-handshake/myth.ts'
import { squidClientLifetimeCutsSockets } from './myths/squid-client-lifetime-cuts-sockets/myth.ts'
import { squidDefaultCacheIsStale } from './myths/squid-default-cache-is-stale/myth.ts'
import { squidMustGo } from './myths/squid-must-go/myth.ts'
import { squidOtherTimeouts } from './myths/squid-other-timeouts/myth.ts'
import { squidReconfigureDropsSockets } from './myths/squid-reconfigure-drops-sockets/myth.ts'

export const SQUID_MYTHS: readonly Myth[] = [
  squidMustGo,
  squidClientLifetimeCutsSockets,
  squidOtherTimeouts,
  squidReconfigureDropsSockets,
  squidDefaultCacheIsStale,
  etherpadStricterHandshake,
]
