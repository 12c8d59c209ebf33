/** What the tests of the copy on the device share: a server of their own each, and looks into the browser. */
import type { Page } from '@playwright/test'
import { test as shared } from '../harness/fixtures.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

/** What the browser itself says on the console when a server is gone. */
export const CUT =
  /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to load resource/

export const test = shared.extend<{ server: PadServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are used from this pattern
  server: async ({}, use) => {
    const server = await startPadServer()
    await use(server)
    await server.close()
  },
  expectComplaints: async ({ expectComplaints: patterns }, use) => {
    patterns.push(CUT)
    await use(patterns)
  },
})

/** The worker is installed and answers for this page's address from now on. */
export const offlineReady = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    )
  })

export const exported = async (server: PadServer, id: string): Promise<string> =>
  (await fetch(`${server.url}/api/pads/${id}/export?format=txt`)).text()

/** How often `part` is in `text`. */
export const times = (text: string, part: string): number => text.split(part).length - 1

/** Bytes of all document data this origin keeps, as stored. */
export const storedBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('holdfast')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const all = <T>(store: string) =>
      new Promise<T[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll()
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const states = await all<Uint8Array>('states')
    const updates = await all<{ update: Uint8Array }>('updates')
    database.close()
    return [...states, ...updates.map(({ update }) => update)].reduce((sum, each) => sum + each.byteLength, 0)
  })
