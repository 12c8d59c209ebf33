/**
 * What happens to every request before a route sees it: the path prefix of the deployment is cut off, and what
 * another site's page makes a visitor's browser send is refused. Knows admission and no route.
 */
import type { NextFunction, Request, Response } from 'express'
import type { Admission } from '../admission/admission.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A proxy may pass the prefix on or cut it off; both arrive here. */
export function createPrefixCut(admission: Pick<Admission, 'base'>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const base = admission.base(request)
    if (base !== '/') {
      if (request.path === base.slice(0, -1)) {
        response.redirect(308, base)
        return
      }
      if (request.path.startsWith(base)) request.url = request.url.slice(base.length - 1)
    }
    next()
  }
}

/** Reading is open to links from everywhere. */
export function createSameSiteRule(admission: Pick<Admission, 'refuseForeign'>) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (!SAFE_METHODS.has(request.method)) admission.refuseForeign(request)
    next()
  }
}
