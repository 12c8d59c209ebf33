/**
 * The ways to the server that the stories are told on: real proxies, started for one test. The only file here that
 * knows a proxy's configuration; a story gets an address.
 */
import { forgetting, startNginx } from '../harness/nginx.ts'
import { apache, squid, startProxy } from '../witness/proxies.ts'

export interface Way {
  /** Without a slash at the end. */
  readonly url: string
  /** What the proxy next to the server wrote of each request, where one writes it. */
  accessLog(): Promise<string>
  close(): Promise<void>
}

export const WAYS = {
  'a good nginx': (upstream: number) => throughNginx(upstream),
  'an nginx without the lines for WebSocket': (upstream: number) =>
    throughNginx(upstream, forgetting('Upgrade', 'Connection')),
  'Apache and a good Squid': (upstream: number) =>
    throughApacheAndSquid(upstream, 'http_upgrade_request_protocols websocket allow all'),
  'Apache and a Squid as it comes': (upstream: number) => throughApacheAndSquid(upstream, ''),
} as const satisfies Record<string, (upstream: number) => Promise<Way>>

async function throughNginx(upstream: number, change?: Parameters<typeof startNginx>[1]): Promise<Way> {
  const nginx = await startNginx(upstream, change)
  return { url: nginx.url, accessLog: async () => '', close: nginx.close }
}

async function throughApacheAndSquid(upstream: number, more: string): Promise<Way> {
  const inner = await startProxy(squid(more), upstream)
  try {
    const outer = await startProxy(apache('upgrade=websocket\nProxyPreserveHost On'), inner.port)
    return {
      url: `http://127.0.0.1:${outer.port}`,
      accessLog: inner.accessLog,
      close: async () => {
        await outer.close()
        await inner.close()
      },
    }
  } catch (failure) {
    await inner.close()
    throw failure
  }
}
