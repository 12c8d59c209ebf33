/**
 * The next token for a page of ours whose own runs out or was not understood. A page of another site cannot read
 * the answer: nothing here allows it to (no CORS), and as a script it is none.
 */
import { Router } from 'express'
import { PAGE_TOKEN_PATH, type PageToken } from '../../protocol/page-token.ts'
import type { Admission } from '../admission/admission.ts'
import { methodUnknown } from './unknown.ts'

export function createPageTokenRoute(admission: Pick<Admission, 'pageToken'>): Router {
  const router = Router()
  router
    .route(`/${PAGE_TOKEN_PATH}`)
    .get((_request, response) => {
      response.set('Cross-Origin-Resource-Policy', 'same-origin')
      response.json(admission.pageToken() satisfies PageToken)
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}
