/**
 * People who open a pad by a host name that only their browser knows (`pads.test`), over plain HTTP: browsers
 * treat loopback addresses better than the names of real hosts, and send no Sec-Fetch-Site there.
 */
import { test as shared } from '../harness/fixtures.ts'
import { forgetting, type Nginx, startNginx } from '../harness/nginx.ts'
import { DOMAIN } from '../proxies/certificate.ts'

/** The same address, by that name. */
export const byName = (url: string): string => url.replace('127.0.0.1', DOMAIN)

export interface ForWorker {
  /** Replaces Host by its own word for the server, as nginx does unless told otherwise; WebSocket passes. */
  readonly hostless: Nginx
  /** The same, and WebSocket does not pass. */
  readonly stripping: Nginx
}

const LOST = ['Host', 'X-Forwarded-Host'] as const

export const test = shared.extend<object, ForWorker>({
  hostless: [
    async ({ house }, use) => {
      const nginx = await startNginx(house.server.port, forgetting(...LOST))
      await use(nginx)
      await nginx.close()
    },
    { scope: 'worker' },
  ],
  stripping: [
    async ({ house }, use) => {
      const nginx = await startNginx(house.server.port, forgetting(...LOST, 'Upgrade', 'Connection'))
      await use(nginx)
      await nginx.close()
    },
    { scope: 'worker' },
  ],
})
