/** The firewalls of the catalogue, played by the fault proxy; their memory is as short as the tests' timeouts. */
import { dropWhenIdle } from '../harness/fault-proxy/drop-when-idle.ts'
import { type Disturbances, type FaultProxy, startFaultProxy } from '../harness/fault-proxy/fault-proxy.ts'
import { resetAfterUpgrade } from '../harness/fault-proxy/reset-after-upgrade.ts'

/** Stands for the minutes after which real ones forget a connection. */
const FORGETS_AFTER_MS = 4_000

const FIREWALLS: { readonly [kind in 'drops-when-idle' | 'resets-after-upgrade']: Disturbances } = {
  'drops-when-idle': { up: dropWhenIdle(FORGETS_AFTER_MS), down: dropWhenIdle(FORGETS_AFTER_MS) },
  'resets-after-upgrade': { down: resetAfterUpgrade },
}

export async function startFirewall(kind: keyof typeof FIREWALLS, upstreamPort: number): Promise<FaultProxy> {
  const proxy = await startFaultProxy(upstreamPort)
  proxy.disturb(FIREWALLS[kind])
  return proxy
}
