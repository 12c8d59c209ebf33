/**
 * The good nginx of the catalogue in front of one server, for tests that are not about proxies, and the usual way
 * to break it while it runs.
 */
import type { Edit } from '../../proxy-configs/edits.ts'
import { startHop } from '../proxies/start-hop.ts'
import { testConfig } from '../proxies/start-way.ts'

export interface Nginx {
  readonly url: string
  /** What nginx itself complained about; empty when all is well. */
  complaints(): Promise<string>
  /** The good configuration with other edits, taken over by a reload as people do it (SIGHUP). */
  reload(edits?: readonly Edit[]): Promise<void>
  close(): Promise<void>
}

/** Leaves these headers out, as people do. */
export const forgetting = (...headers: readonly string[]): readonly Edit[] =>
  headers.map((header) => ({ at: `proxy_set_header ${header}` }))

const COMPLAINT = /\[(warn|error|crit|alert|emerg)\]/

export async function startNginx(upstreamPort: number, edits: readonly Edit[] = []): Promise<Nginx> {
  const text = (ports: { readonly port: number; readonly plainPort: number }, wrong: readonly Edit[]) =>
    testConfig({ good: 'nginx', edits: wrong }, false, ports, [`127.0.0.1:${upstreamPort}`], undefined)
  const hop = await startHop({
    proxy: 'nginx',
    config: (port, plainPort) => text({ port, plainPort }, edits),
  })
  return {
    url: `http://127.0.0.1:${hop.port}`,
    complaints: async () =>
      (await hop.said())
        .split('\n')
        .filter((line) => COMPLAINT.test(line))
        .join('\n'),
    reload: (wrong = []) => hop.reload(text(hop, wrong)),
    close: hop.close,
  }
}
