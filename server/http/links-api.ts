/**
 * The links of a pad as JSON: told, renewed and switched off, by whoever may edit the pad. Answers with secrets are
 * stored nowhere and never compressed.
 */
import { type Request, type Response, Router } from 'express'
import type { PadLinkList } from '../../protocol/access.ts'
import type { Access, Right } from '../access/access.ts'
import { newLinks, renewedRead, rightOf, without } from '../access/link-secrets.ts'
import { demandEdit } from '../access/links.ts'
import { keepKey, shownKeys } from '../access/shown-keys.ts'
import type { Admission } from '../admission/admission.ts'
import type { Pads } from '../rooms/pads.ts'
import type { PadLinks } from '../storage/storage.ts'
import { drawEditSecret, tellLinks } from './link-list.ts'
import { livingPad } from './pads-api.ts'
import { ProblemError } from './problems.ts'
import { padIdOf, queryText } from './requests.ts'
import { methodUnknown } from './unknown.ts'

export interface LinksApiDeps {
  readonly pads: Pads
  readonly admission: Pick<Admission, 'base' | 'isSecure'>
  readonly access: Access
  readonly clock: { now(): number }
}

const NONE: PadLinks = { renewals: 0 }

export function createLinksApi({ pads, admission, access, clock }: LinksApiDeps): Router {
  const router = Router()

  /** The pad, its links, and the edit link's secret where the asking shows it. Throws Denied, ProblemError. */
  function asked(request: Request) {
    const padId = padIdOf(request)
    if (!access.byLinks) {
      throw new ProblemError(
        'links-off',
        'Pads of this server open for everybody (HOLDFAST_ACCESS=open): they have no links.',
      )
    }
    demandEdit(access.pass(request, padId))
    const { links = NONE } = livingPad(pads, padId)
    const edit = shownKeys(request).find((key) => rightOf(links, key) === 'edit')
    return { padId, links, edit, base: admission.base(request) }
  }

  router
    .route('/api/pads/:padId/links')
    .get((request, response) => {
      const { base, padId, links, edit } = asked(request)
      send(response, tellLinks(base, padId, links, edit))
    })
    .post(async (request, response) => {
      const { base, padId, links, edit } = asked(request)
      const which = whichOf(queryText(request, 'which', 10) ?? 'edit')
      if (which === 'read') {
        if (edit === undefined) {
          throw new ProblemError(
            'edit-link-needed',
            'A read-only link is made from the edit link, which the server does not keep. Show it with the request, or renew both with which=edit.',
          )
        }
        const renewed = renewedRead(links, edit, clock.now())
        await pads.relink(padId, renewed)
        return send(response, tellLinks(base, padId, renewed, edit))
      }
      const secret = drawEditSecret()
      const renewed = newLinks(secret, clock.now())
      await pads.relink(padId, renewed)
      // Whoever came in by the old link goes on by the new one; the administrator needs none.
      if (edit !== undefined)
        response.append('Set-Cookie', keepKey(base, padId, secret, admission.isSecure(request)))
      send(response, tellLinks(base, padId, renewed, secret))
    })
    .delete(async (request, response) => {
      const { base, padId, links, edit } = asked(request)
      const which = whichOf(queryText(request, 'which', 10))
      const left = without(links, which)
      await pads.relink(padId, left)
      send(response, tellLinks(base, padId, left, which === 'edit' ? undefined : edit))
    })
    .all(methodUnknown('GET, HEAD, POST, DELETE'))

  return router
}

function whichOf(text: string | undefined): Right {
  if (text === 'edit' || text === 'read') return text
  throw new ProblemError('parameter-invalid', 'which must be edit or read.')
}

function send(response: Response, links: PadLinkList): void {
  response.json(links)
}
