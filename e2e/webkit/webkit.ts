/**
 * One window of WebKitGTK, driven by WebDriver (https://www.w3.org/TR/webdriver2/): Debian has no build of it that
 * Playwright can drive. It is the engine of Safari and not Safari, so it is asked for the essentials only. Each
 * window has a screen, a driver and a profile of its own.
 */
import { existsSync, readdirSync } from 'node:fs'
import { type Child, startChild } from '../harness/child.ts'
import { eventually } from '../harness/eventually.ts'
import { freePort } from '../harness/ports.ts'
import { temporaryFolder } from '../harness/temporary.ts'

export interface Window {
  /** Such as `WebKitGTK 2.50.6`. */
  readonly program: string
  /** Returns when the page has loaded. */
  goTo(url: string): Promise<void>
  reload(): Promise<void>
  /** Waits for the element and for its text, seen or not, to contain these words; resolves with the text. */
  reads(selector: string, words: string): Promise<string>
  /** Clicks into the element and types. */
  type(selector: string, text: string): Promise<void>
  close(): Promise<void>
}

const WITHIN_MS = 60_000
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
/** The key under which WebDriver hands elements over. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** undefined where Debian's webkit2gtk-driver is not installed. */
export const webKitProgram: string | undefined = LIBRARIES.filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/MiniBrowser`))
  .find((path) => path.includes('/webkit2gtk-') && existsSync(path))

export async function openWindow(): Promise<Window> {
  const home = await temporaryFolder('webkit')
  const running: Child[] = []
  const close = async () => {
    for (const child of running.reverse()) await child.stop()
    await home.remove()
  }
  try {
    const screen = startChild({
      name: 'Xvfb',
      command: ['Xvfb', '-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    })
    running.push(screen)
    const display = `:${(await screen.line(/^(\d+)\n/m))[1]}`
    const port = await freePort()
    const driver = startChild({
      name: 'WebKitWebDriver',
      command: ['WebKitWebDriver', `--port=${port}`],
      env: { DISPLAY: display, HOME: home.path, WEBKIT_DISABLE_COMPOSITING_MODE: '1', LANG: 'C.UTF-8' },
    })
    running.push(driver)
    return await connect(`http://127.0.0.1:${port}`, close)
  } catch (failure) {
    await close()
    throw failure
  }
}

async function connect(driver: string, closeAll: () => Promise<void>): Promise<Window> {
  const ask = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body: object = {}): Promise<T> => {
    const answer = await fetch(`${driver}${path}`, {
      method,
      signal: AbortSignal.timeout(WITHIN_MS),
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    })
    const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } }
    if (!answer.ok) throw new Error(`WebDriver ${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
  await eventually('the driver answers', () => ask('GET', '/status').catch(() => false), WITHIN_MS)
  const { sessionId, capabilities } = await ask<Session>('POST', '/session', {
    capabilities: {
      alwaysMatch: {
        pageLoadStrategy: 'normal',
        'webkitgtk:browserOptions': { binary: webKitProgram, args: ['--automation'] },
      },
    },
  })
  const at = `/session/${sessionId}`
  const element = async (selector: string) => {
    const found = await ask<Record<string, string>>('POST', `${at}/element`, {
      using: 'css selector',
      value: selector,
    })
    return `${at}/element/${found[ELEMENT]}`
  }
  /** An element may be replaced while it is looked at: then it is looked for again. */
  const textOf = async (selector: string): Promise<string | undefined> =>
    ask<string>('GET', `${await element(selector)}/property/textContent`).catch(() => undefined)

  return {
    program: `${capabilities.browserName} ${capabilities.browserVersion}`,
    goTo: (url) => ask('POST', `${at}/url`, { url }),
    reload: () => ask('POST', `${at}/refresh`),
    reads: async (selector, words) => {
      let text: string | undefined
      try {
        return await eventually(
          `${selector} reads ${words}`,
          async () => {
            text = await textOf(selector).catch(() => undefined)
            return text?.includes(words) === true && text
          },
          WITHIN_MS,
        )
      } catch (failure) {
        throw new Error(`${(failure as Error).message}; it reads ${JSON.stringify(text)}`)
      }
    },
    type: async (selector, text) => {
      const place = await element(selector)
      await ask('POST', `${place}/click`)
      await ask('POST', `${place}/value`, { text })
    },
    close: async () => {
      await ask('DELETE', at).catch(() => undefined)
      await closeAll()
    },
  }
}

interface Session {
  readonly sessionId: string
  readonly capabilities: { readonly browserName: string; readonly browserVersion: string }
}
