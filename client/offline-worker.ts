/**
 * The worker that browsers keep for this site, built into one file of a fixed name. It only connects the
 * platform's events with device/offline-pages.ts.
 */
import { createOfflinePages } from './device/offline-pages.ts'

interface LifeEvent extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface RequestEvent extends LifeEvent {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
/** What of a worker's global scope is used; the DOM types that the other files need do not know it. */
interface Scope {
  /** The server writes it above this script. */
  readonly HOLDFAST_BUILD: string
  readonly location: { readonly origin: string; readonly href: string }
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void
}
const scope = self as unknown as Scope

const pages = createOfflinePages(
  {
    origin: scope.location.origin,
    base: new URL('./', scope.location.href).pathname,
    build: scope.HOLDFAST_BUILD,
  },
  {
    caches,
    fetch: (input, init) => fetch(input, init),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  },
)

// A newer worker takes over at once: all it does for an open page is to hand out files by their hashed names.
scope.addEventListener('install', (event) => event.waitUntil(pages.install().then(() => scope.skipWaiting())))
scope.addEventListener('activate', (event) =>
  event.waitUntil(pages.activate().then(() => scope.clients.claim())),
)
scope.addEventListener('fetch', (event) => {
  const answer = pages.answer(event.request)
  if (answer) event.respondWith(answer)
})
