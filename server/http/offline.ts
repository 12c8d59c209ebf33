/**
 * What makes a pad's page open without the server: the worker that browsers keep, and the page it shows then,
 * which holds no pad and gets its text from the device. Refuses to know pads.
 */
import { createHash } from 'node:crypto'
import { type Request, Router } from 'express'
import type { Admission } from '../admission/admission.ts'
import type { Assets } from './assets.ts'
import { wordsOf } from './language.ts'
import { renderOfflinePage } from './pages/offline-page.ts'
import { methodUnknown } from './unknown.ts'

/** Takes an earlier worker out of every browser that kept one. */
const RETIRING_WORKER = `self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('holdfast ')).map((name) => caches.delete(name))))
      .then(() => self.registration.unregister()),
  ),
)
`

export function createOffline(
  { assets }: { readonly assets: Assets },
  { admission }: { readonly admission: Pick<Admission, 'base'> },
): Router {
  const pageFor = (request: Request) =>
    renderOfflinePage({ base: admission.base(request), words: wordsOf(request), assets: assets.pad })
  function workerFor(request: Request): string {
    if (assets.worker === undefined) return RETIRING_WORKER
    // The page names every file of the build. Browsers compare the worker's bytes: with this line another build
    // is another worker, which then fetches the page and its files anew.
    const build = createHash('sha256').update(pageFor(request)).digest('hex').slice(0, 16)
    return `self.HOLDFAST_BUILD = ${JSON.stringify(build)};\n${assets.worker}`
  }
  const router = Router()
  router
    .route('/service-worker.js')
    .get((request, response) => {
      response.set('Cache-Control', 'no-cache').type('text/javascript').send(workerFor(request))
    })
    .all(methodUnknown('GET, HEAD'))
  router
    .route('/offline')
    .get((request, response) => {
      response.type('html').send(pageFor(request))
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}
