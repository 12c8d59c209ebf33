/** For tests of what people see behind an nginx that was set up without the two lines for WebSocket. */
import { test as shared } from './fixtures.ts'
import { forgetting, type Nginx, startNginx } from './nginx.ts'

export const test = shared.extend<object, { broken: Nginx }>({
  broken: [
    async ({ house }, use) => {
      const broken = await startNginx(house.server.port, forgetting('Upgrade', 'Connection'))
      await use(broken)
      await broken.close()
    },
    { scope: 'worker' },
  ],
})
