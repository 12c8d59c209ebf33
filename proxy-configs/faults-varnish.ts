/** The faults of Varnish, from the commonest to the rarest. */
import type { Fault } from './fault.ts'
import { varnishCachesEverything } from './faults/varnish-caches-everything/fault.ts'
import { varnishFirstByteTimeout } from './faults/varnish-first-byte-timeout/fault.ts'
import { varnishHealthCheckWrongPath } from './faults/varnish-health-check-wrong-path/fault.ts'
import { varnishHostWithoutPort } from './faults/varnish-host-without-port/fault.ts'
import { varnishMethodFilter } from './faults/varnish-method-filter/fault.ts'
import { varnishPassInsteadOfPipe } from './faults/varnish-pass-instead-of-pipe/fault.ts'
import { varnishPipeMissing } from './faults/varnish-pipe-missing/fault.ts'
import { varnishPipeMissingBehindHaproxy } from './faults/varnish-pipe-missing-behind-haproxy/fault.ts'
import { varnishPipeTimeout } from './faults/varnish-pipe-timeout/fault.ts'
import { varnishPipeWithoutHeaders } from './faults/varnish-pipe-without-headers/fault.ts'
import { varnishSubPathKept } from './faults/varnish-sub-path-kept/fault.ts'
import { varnishSubPathNotAnnounced } from './faults/varnish-sub-path-not-announced/fault.ts'
import { varnishThreadsExhausted } from './faults/varnish-threads-exhausted/fault.ts'
import { varnishUpgradeDenied } from './faults/varnish-upgrade-denied/fault.ts'
import { varnishUpstreamDown } from './faults/varnish-upstream-down/fault.ts'
import { varnishUpstreamHanging } from './faults/varnish-upstream-hanging/fault.ts'

export const VARNISH_FAULTS: readonly Fault[] = [
  varnishPipeMissing,
  varnishPassInsteadOfPipe,
  varnishPipeWithoutHeaders,
  varnishPipeTimeout,
  varnishFirstByteTimeout,
  varnishCachesEverything,
  varnishUpgradeDenied,
  varnishMethodFilter,
  varnishUpstreamDown,
  varnishUpstreamHanging,
  varnishHealthCheckWrongPath,
  varnishThreadsExhausted,
  varnishHostWithoutPort,
  varnishSubPathKept,
  varnishSubPathNotAnnounced,
  varnishPipeMissingBehindHaproxy,
]
