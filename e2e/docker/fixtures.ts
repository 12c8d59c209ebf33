/** What a test of the demo gets: one demo for all of them, and the landing page in front of somebody. */
import { test as base, type Locator, type Page } from '@playwright/test'
import { createPeople } from '../stories/people.ts'
import { type Stage, startDemo } from './stage.ts'

export interface ForDemo {
  readonly people: ReturnType<typeof createPeople>
  /** The landing page, open. */
  readonly landing: Page
}

export const test = base.extend<ForDemo, { readonly demo: Stage }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
    async ({}, use) => {
      const demo = await startDemo()
      if (demo.compose === undefined) console.log(`the doors run as plain processes: ${demo.reason}`)
      await use(demo)
      await demo.close()
    },
    // Building three images from nothing takes minutes.
    { scope: 'worker', timeout: 900_000 },
  ],
  people: async ({ browser }, use) => {
    const people = createPeople(browser)
    await use(people)
    await people.close()
  },
  landing: async ({ demo, page }, use) => {
    await page.goto(demo.url)
    await use(page)
  },
})

/** Where a door is on the landing page. */
export const rowOf = (landing: Page, door: string): Locator => landing.locator(`[id="${door}"]`)
