/**
 * The people of a story: each in a browser context of their own, because two tabs of one would share IndexedDB and
 * speak over BroadcastChannel, and nothing would be proven. What the browser tells about sockets and requests is
 * kept from the first moment on. Which client they use is not known here.
 */
import type { Browser, BrowserContextOptions, Page, Response } from '@playwright/test'
import type { PageLoad, Traces } from './outcome.ts'
import { SETTLES_MS } from './waiting.ts'

export interface StoryPerson {
  readonly name: string
  readonly page: Page
  /** Opens an address and says what came. */
  goTo(url: string): Promise<PageLoad>
  reload(): Promise<PageLoad>
  /** Does what leads to another page, and says what came. */
  leadsTo(act: () => Promise<unknown>): Promise<PageLoad>
  traces(): Pick<Traces, 'socketFailures' | 'socketOpened' | 'sent'>
}

export interface People {
  person(name: string): Promise<StoryPerson>
  /** Something worth a picture is on the screens. */
  moment(name: string): Promise<void>
}

export interface PeopleOptions {
  readonly context?: BrowserContextOptions
  readonly moment?: (name: string, people: readonly StoryPerson[]) => Promise<void>
}

/** Contexts are closed by `close`. */
export const createPeople = (browser: Browser, options: PeopleOptions = {}) => {
  const here: StoryPerson[] = []
  return {
    person: async (name: string): Promise<StoryPerson> => {
      const context = await browser.newContext({ locale: 'en-GB', ...options.context })
      const person = watch(name, await context.newPage())
      here.push(person)
      return person
    },
    moment: async (name: string) => options.moment?.(name, here),
    all: (): readonly StoryPerson[] => here,
    close: async () => {
      for (const { page } of here) await page.context().close()
    },
  } satisfies People & Record<string, unknown>
}

function watch(name: string, page: Page): StoryPerson {
  const failures = new Set<string>()
  const sent: string[] = []
  let opened = false
  page.on('websocket', (socket) => {
    socket.on('framereceived', () => {
      opened = true
    })
    socket.on('socketerror', (words) => failures.add(words))
  })
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  const load = async (act: () => Promise<Response | null>): Promise<PageLoad> => {
    try {
      const response = await act()
      const ours = await page.locator('body[data-page]').count()
      const status = response?.status() ?? 0
      return ours === 1 && status < 400 ? { is: 'loads' } : { is: 'error-page', status }
    } catch (failure) {
      return { is: 'nothing', because: String((failure as Error).message).split('\n')[0] as string }
    }
  }
  return {
    name,
    page,
    goTo: (url) => load(() => page.goto(url)),
    reload: () => load(() => page.reload()),
    leadsTo: (act) => {
      const arrives = async () => {
        const isPage = (response: Response) => {
          const { status, request } = { status: response.status(), request: response.request() }
          return request.isNavigationRequest() && (status < 300 || status >= 400)
        }
        const [response] = await Promise.all([page.waitForResponse(isPage, { timeout: SETTLES_MS }), act()])
        await page.waitForLoadState()
        return response
      }
      return load(arrives)
    },
    traces: () => ({ socketFailures: [...failures], socketOpened: opened, sent }),
  }
}
