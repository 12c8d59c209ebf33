/**
 * What happens when a pad's address is opened in a browser that may need a link for it: a good link is exchanged for
 * a cookie and leaves the address, so that it stands in no address bar, bookmark, picture of a screen or Referer;
 * a bad one, or none, gets a page that says so and offers what this device kept of the pad.
 */
import type { Request, Response } from 'express'
import { KEY_PARAMETER } from '../../protocol/access.ts'
import type { Access, Right } from '../access/access.ts'
import { keepKey } from '../access/shown-keys.ts'
import type { Admission } from '../admission/admission.ts'
import { DENIALS, Denied } from '../admission/denials.ts'
import type { Assets } from './assets.ts'
import { renderClosedPage } from './pages/plain-page.ts'

export interface LinkOpeningDeps {
  readonly admission: Pick<Admission, 'base' | 'isSecure'>
  readonly access: Access
}

export function createLinkOpening(
  { assets }: { readonly assets: Assets },
  { admission, access }: LinkOpeningDeps,
) {
  /** What the request may do; undefined when it is answered. */
  return (request: Request, response: Response, padId: string): Right | undefined => {
    const base = admission.base(request)
    try {
      const { right } = access.pass(request, padId)
      const key = access.byLinks ? request.query[KEY_PARAMETER] : undefined
      if (key === undefined) return right
      if (typeof key === 'string' && opensMore(request, padId, key, right)) {
        response.append('Set-Cookie', keepKey(base, padId, key, admission.isSecure(request)))
      }
      response.redirect(303, `${base}p/${padId}`)
    } catch (failure) {
      if (!(failure instanceof Denied)) throw failure
      const page = renderClosedPage({ base, assets: assets.deleted }, padId, failure)
      response.status(DENIALS[failure.code][0]).type('html').send(page)
    }
    return undefined
  }

  /** Whether the link gives this browser something that its cookie does not. */
  function opensMore({ headers }: Request, padId: string, key: string, right: Right): boolean {
    const rightBy = (shown: Parameters<Access['pass']>[0]): Right | undefined => {
      try {
        return access.pass(shown, padId).right
      } catch (failure) {
        if (failure instanceof Denied) return undefined
        throw failure
      }
    }
    const byLink = rightBy({ url: `/?${KEY_PARAMETER}=${encodeURIComponent(key)}`, headers: {} })
    return byLink === right && rightBy({ headers: { cookie: headers.cookie } }) !== right
  }
}
