/**
 * `GET /status`: how this server fares, as a page for the person who runs it or as JSON for a program. Whoever
 * shows the administrator's token is told pad ids and addresses as well.
 */
import { type Request, Router } from 'express'
import type { Admission } from '../admission/admission.ts'
import type { Observation } from '../metrics/observation.ts'
import type { Assets } from './assets.ts'
import { renderStatusPage } from './pages/status-page.ts'
import { ProblemError } from './problems.ts'
import { queryText } from './requests.ts'
import { methodUnknown } from './unknown.ts'

export interface StatusDeps {
  readonly observation: Pick<Observation, 'status'>
  readonly admission: Pick<Admission, 'base'>
  isAdministrator(request: Request): boolean
}

export function createStatus(
  { assets }: { readonly assets: Pick<Assets, 'status'> },
  { observation, admission, isAdministrator }: StatusDeps,
): Router {
  const router = Router()
  router
    .route('/status')
    .get(async (request, response) => {
      const format = formatOf(request)
      const status = await observation.status(isAdministrator(request))
      response.set('Vary', 'Accept, Authorization')
      if (format === 'json') response.json(status)
      else {
        const page = { base: admission.base(request), assets: assets.status, status }
        response.type('html').send(renderStatusPage(page))
      }
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}

function formatOf(request: Request): 'html' | 'json' {
  const format = queryText(request, 'format', 10)
  if (format === 'html' || format === 'json') return format
  if (format !== undefined) throw new ProblemError('parameter-invalid', 'format must be html or json.')
  return request.accepts(['html', 'json']) === 'json' ? 'json' : 'html'
}
