/**
 * The ways to the server that the stories are told on, each made of configurations of the catalogue. The only file
 * here that knows a proxy; a story gets an address.
 */
import type { Way as CatalogueWay } from '../../proxy-configs/fault.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import type { PadServer } from '../harness/pad-server.ts'
import { startWay } from '../proxies/start-way.ts'

export interface Way {
  /** Without a slash at the end. */
  readonly url: string
  /** What the proxy next to the server wrote of each request, where one writes it. */
  accessLog(): Promise<string>
  close(): Promise<void>
}

function wayOf(id: string): CatalogueWay {
  const fault = FAULTS.find((each) => each.id === id)
  if (fault === undefined) throw new Error(`the catalogue has no fault ${id}`)
  return fault.way
}

export const WAYS = {
  'a good nginx': { hops: [{ good: 'nginx' }] },
  'an nginx without the lines for WebSocket': wayOf('nginx-upgrade-headers-missing'),
  'Apache and a good Squid': { hops: [{ good: 'apache' }, { good: 'squid' }] },
  'Apache and a Squid as it comes': {
    hops: [{ good: 'apache' }, ...wayOf('squid-upgrade-not-allowed').hops],
  },
} as const satisfies Record<string, CatalogueWay>

export async function openWay(name: keyof typeof WAYS, server: PadServer): Promise<Way> {
  const stand = await startWay(WAYS[name], { app: async () => server, close: async () => {} })
  const inner = stand.hops.at(-1)
  return {
    // By address: whoever tells a story asks for what is stored, too, and knows no names.
    url: `http://127.0.0.1:${stand.port}`,
    accessLog: async () => (await inner?.said()) ?? '',
    close: stand.close,
  }
}
