/**
 * The addresses of the exhibits that people open: what they are, a form for a new pad, and each exhibit for a pad.
 * A pad made here is a pad like any other; only the page it is first shown on differs.
 */
import express, { Router } from 'express'
import { EXHIBITS, type ExhibitName } from '../../protocol/exhibits.ts'
import type { Admission } from '../admission/admission.ts'
import type { EntryAssets } from '../http/assets.ts'
import { selectPads } from '../http/pad-list.ts'
import { ProblemError } from '../http/problems.ts'
import { padIdOf } from '../http/requests.ts'
import { cleanTitle } from '../http/title.ts'
import { methodUnknown } from '../http/unknown.ts'
import type { Pads } from '../rooms/pads.ts'
import { renderExhibitPage, renderExhibitsPage } from './pages.ts'
import { refuseDeleted } from './stored-text.ts'

const ROWS = 20

export interface ExhibitRoutesOptions {
  readonly assets: ReadonlyMap<ExhibitName, EntryAssets>
}

export function createExhibitRoutes(
  { assets }: ExhibitRoutesOptions,
  { pads, admission }: { readonly pads: Pads; readonly admission: Pick<Admission, 'base'> },
): Router {
  const assetsOf = (name: ExhibitName) => assets.get(name) as EntryAssets
  const router = Router()

  router
    .route('/exhibits')
    .get((request, response) => {
      const base = admission.base(request)
      const { records } = selectPads(pads.records(), { limit: ROWS, cursor: undefined, search: '' })
      // A form sent under no-referrer carries `Origin: null` (Fetch, "append a request Origin header").
      response.set('Referrer-Policy', 'same-origin')
      response.type('html').send(renderExhibitsPage({ base, assets: assetsOf('socket-only'), records }))
    })
    .all(methodUnknown('GET, HEAD'))

  router
    .route('/exhibits/new')
    .post(express.urlencoded({ extended: false, limit: 8 * 1024 }), async (request, response) => {
      const { title, exhibit } = (request.body ?? {}) as { title?: unknown; exhibit?: unknown }
      const name = EXHIBITS.find((candidate) => candidate === exhibit)
      if (name === undefined || typeof title !== 'string') {
        throw new ProblemError('body-invalid', `Send title, and as exhibit one of ${EXHIBITS.join(', ')}.`)
      }
      const { id } = await pads.create({ title: cleanTitle(title) })
      response.redirect(303, `${admission.base(request)}exhibits/${name}/${id}`)
    })
    .all(methodUnknown('POST'))

  for (const name of EXHIBITS) {
    router
      .route(`/exhibits/${name}/:padId`)
      .get((request, response) => {
        const padId = padIdOf(request)
        refuseDeleted(pads, padId)
        const base = admission.base(request)
        response.type('html').send(renderExhibitPage({ base, assets: assetsOf(name), name, padId }))
      })
      .all(methodUnknown('GET, HEAD'))
  }

  return router
}
