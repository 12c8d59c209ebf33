/** The page of the connection check in a real browser: opened, waited for, and read as data. */
import type { Browser, Page } from '@playwright/test'
import { contextFor } from '../proxies/context.ts'
import { HELD_MS } from '../proxies/http-probes.ts'
import type { Stand } from '../proxies/start-way.ts'

export interface Concluded {
  readonly kind: string
  readonly headline: string
  /** Ids of the first cause. */
  readonly found: readonly string[]
  readonly further: readonly (readonly string[])[]
  /** By check: its state and its sentence. */
  readonly checks: Readonly<Record<string, readonly [status: string, finding: string]>>
}

/** For a busy machine; what hangs in the catalogue hangs for good. */
const DONE_MS = 150_000

export const finished = async (page: Page): Promise<void> => {
  await page.locator('.verdict[aria-busy="false"]').waitFor({ timeout: DONE_MS })
}

export async function conclusions(page: Page): Promise<Concluded> {
  await finished(page)
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-faults]')]
    const [found = [], ...further] = all.map((each) => (each.dataset.faults ?? '').split(' '))
    const rows = [...document.querySelectorAll<HTMLElement>('[data-check]')]
    return {
      kind: document.querySelector<HTMLElement>('.verdict')?.dataset.kind ?? '',
      headline: document.querySelector('.headline')?.textContent ?? '',
      found,
      further,
      checks: Object.fromEntries(
        rows.map((row) => [
          row.dataset.check ?? '',
          [row.dataset.status ?? '', row.querySelector('.finding')?.textContent ?? ''] as const,
        ]),
      ),
    }
  })
}

/** undefined where the page does not open, or its script does not come: that is the fault's doing, not the page's. */
export async function openCheck(
  browser: Browser,
  stand: Stand,
  { watches }: { readonly watches: boolean },
): Promise<Page | undefined> {
  const context = await browser.newContext(contextFor(stand))
  const page = await context.newPage()
  // As long as the proxies of the tests need to show what they do with silence.
  const fragment = watches ? `#watch=${HELD_MS / 1000}` : ''
  const answer = await page.goto(`${stand.url}/diagnose${fragment}`).catch(() => undefined)
  const isOurs = answer?.ok() === true && (await page.locator('body[data-page="diagnose"]').count()) === 1
  if (isOurs && (await page.locator('.verdict').count()) === 1) return page
  await context.close()
  return undefined
}
