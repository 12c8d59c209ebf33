/**
 * `GET /metrics` for Prometheus, on the main port or on one of its own. No label names a pad or an address, so
 * whoever reaches it may read it.
 */
import type { RequestListener } from 'node:http'
import { Router } from 'express'
import { METRICS_TYPE } from '../metrics/exposition.ts'
import type { Observation } from '../metrics/observation.ts'
import { methodUnknown } from './unknown.ts'

export interface MetricsDeps {
  readonly observation: Pick<Observation, 'metrics'>
}

export function createMetrics({ observation }: MetricsDeps): Router {
  const router = Router()
  router
    .route('/metrics')
    .get(async (_request, response) => {
      response.type(METRICS_TYPE).send(await observation.metrics())
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}

/** A port that answers nothing else. */
export function createMetricsListener(observation: MetricsDeps['observation']): RequestListener {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
  return (request, response) => {
    const path = request.url?.split('?', 1)[0]
    if (path !== '/metrics') {
      response.writeHead(404, plain).end('Only /metrics is answered at this port.\n')
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...plain, Allow: 'GET, HEAD' }).end('Metrics are read by GET.\n')
    } else {
      observation.metrics().then(
        (text) => response.writeHead(200, { ...plain, 'Content-Type': METRICS_TYPE }).end(text),
        () => response.writeHead(500, plain).end('The metrics could not be gathered.\n'),
      )
    }
  }
}
