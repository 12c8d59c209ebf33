/**
 * A Chromium as people have it: Playwright's own way of starting one keeps every page visible and switches the
 * back/forward cache off.
 */
import type { BrowserContext, BrowserType } from '@playwright/test'
import { startChild } from '../harness/child.ts'
import { temporaryFolder } from '../harness/temporary.ts'

export interface OwnChromium {
  readonly context: BrowserContext
  close(): Promise<void>
}

export async function startOwnChromium(
  chromium: BrowserType,
  { program }: { readonly program: string | undefined },
): Promise<OwnChromium> {
  const folder = await temporaryFolder('profile')
  const child = startChild({
    name: 'Chromium',
    command: [
      program ?? chromium.executablePath(),
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      `--user-data-dir=${folder.path}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
  })
  const end = async () => {
    await child.stop('SIGTERM')
    await folder.remove()
  }
  try {
    const [, address = ''] = await child.line(/listening on (ws:\S+)/, 60_000)
    const browser = await chromium.connectOverCDP(address, { noDefaults: true })
    const [context] = browser.contexts()
    if (!context) throw new Error('this Chromium has no window')
    return {
      context,
      close: async () => {
        await browser.close()
        await end()
      },
    }
  } catch (failure) {
    await end()
    throw failure
  }
}
