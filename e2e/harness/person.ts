/**
 * One person at a browser, in a context of their own (no shared storage), and where the things they use are:
 * by role and by the words they read, as people and screen readers find them. Every complaint of the page is
 * kept; a test ends badly when there was one it did not expect.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from '@playwright/test'
import { en } from '../../protocol/words/en.ts'

export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  /** The text of the pad, once it can be written in. */
  readonly text: Locator
  readonly title: Locator
  readonly status: Locator
  readonly toolbar: Locator
  /** The text alone, one line per block. */
  words(): Promise<string>
  /** Content-Security-Policy violations, uncaught errors and console errors so far. */
  complaints(): readonly string[]
  open(url: string): Promise<void>
  /** Opens and waits until the pad is live and everything is saved. */
  openLive(url: string): Promise<void>
  close(): Promise<void>
}

export async function createPerson(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    // Browsers report every refused style, script, image and connection here, CSP violations included.
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  const text = page.getByRole('textbox', { name: en.pad.text })
  // Its name is what it says; that it is the status is its description.
  const status = page.locator('button[aria-describedby="status-label"]')

  const open = async (url: string) => {
    await page.goto(url)
  }
  return {
    page,
    context,
    text,
    title: page.getByRole('textbox', { name: en.pad.title, exact: true }),
    status,
    toolbar: page.getByRole('toolbar', { name: en.toolbar.label }),
    words: () => text.evaluate((editor) => [...editor.children].map((block) => block.textContent).join('\n')),
    complaints: () => complaints,
    open,
    openLive: async (url) => {
      await open(url)
      await text.waitFor()
      await status.filter({ hasText: en.status.saved }).waitFor()
    },
    close: () => context.close(),
  }
}
