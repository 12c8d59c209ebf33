/**
 * Health for orchestrators: the process lives; the server can take people. Neither proves that WebSocket works
 * from outside, and neither says it does.
 */
import { Router } from 'express'
import { methodUnknown } from './unknown.ts'

export interface Readiness {
  /** By dependency: `storage`, `draining`, … ; the server is ready when all are well. */
  readonly [dependency: string]: { readonly ok: boolean; readonly reason?: string }
}

export interface LiveDeps {
  readonly clock: { now(): number }
  readiness(): Readiness
}

export function createLive(options: { readonly version: string }, deps: LiveDeps): Router {
  const startedAt = deps.clock.now()
  const router = Router()
  router
    .route('/live/health')
    .get((_request, response) => {
      const uptime = Math.max(0, Math.round((deps.clock.now() - startedAt) / 1000))
      response.json({ status: 'OK', version: options.version, uptime })
    })
    .all(methodUnknown('GET, HEAD'))
  router
    .route('/live/ready')
    .get((_request, response) => {
      const dependencies = deps.readiness()
      const ready = Object.values(dependencies).every((dependency) => dependency.ok)
      response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', dependencies })
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}
