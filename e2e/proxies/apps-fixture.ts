/** For browser tests that start a way of their own each: the servers at its end are the worker's. */
import { test as base } from '@playwright/test'
import { type Apps, createApps } from './apps.ts'

export const test = base.extend<object, { apps: Apps }>({
  apps: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const apps = createApps()
      await use(apps)
      await apps.close()
    },
    { scope: 'worker' },
  ],
})
