/** The browser of somebody who visits a stand: whoever comes through a forward proxy has set it there. */
import type { BrowserContextOptions } from '@playwright/test'
import type { Stand } from './start-way.ts'

export const contextFor = (stand: Pick<Stand, 'through'>): BrowserContextOptions => ({
  ignoreHTTPSErrors: true,
  ...(stand.through !== undefined && { proxy: { server: `http://127.0.0.1:${stand.through}` } }),
})
