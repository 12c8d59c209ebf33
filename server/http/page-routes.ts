/**
 * The addresses people open: the list, a pad, the check of the connection, and the plain form that restores a
 * deleted pad. Reading here writes nothing: an unknown pad is an empty page, and comes into being with its first edit.
 */
import { type Request, Router } from 'express'
import { RESTORE_MS } from '../../protocol/limits.ts'
import type { Access } from '../access/access.ts'
import { demandEdit } from '../access/links.ts'
import type { Admission } from '../admission/admission.ts'
import type { Pads } from '../rooms/pads.ts'
import type { PadRecord } from '../storage/storage.ts'
import type { Assets } from './assets.ts'
import { wordsOf } from './language.ts'
import { createLinkOpening } from './link-opening.ts'
import { selectPads } from './pad-list.ts'
import { summarize } from './pads-api.ts'
import { renderDiagnosePage } from './pages/diagnose-page.ts'
import { renderListPage } from './pages/list-page.ts'
import { renderPadPage } from './pages/pad-page.ts'
import { createPadTexts } from './pages/pad-text.ts'
import { renderDeletedPage } from './pages/plain-page.ts'
import { padIdOf, queryText } from './requests.ts'
import { squeeze } from './squeeze.ts'
import { methodUnknown } from './unknown.ts'

const ROWS = 50

export interface PageRoutesOptions {
  readonly assets: Assets
}

export interface PageRoutesDeps {
  readonly pads: Pads
  readonly admission: Pick<Admission, 'base' | 'pageToken' | 'isSecure'>
  readonly access: Access
  readonly clock: { now(): number }
}

export function createPageRoutes(
  { assets }: PageRoutesOptions,
  { pads, admission, access, clock }: PageRoutesDeps,
): Router {
  const textOf = createPadTexts()
  const openLink = createLinkOpening({ assets }, { admission, access })
  const router = Router()
  /** What every page of ours carries, as the request came to it. */
  const about = (request: Request) => ({
    base: admission.base(request),
    words: wordsOf(request),
    token: admission.pageToken(),
  })

  router
    .route('/')
    .get(squeeze, (request, response) => {
      access.refuseStranger(request)
      const cursor = queryText(request, 'cursor', 400)
      const search = queryText(request, 'q', 300) ?? ''
      const { records, next } = selectPads(pads.records(), { limit: ROWS, cursor, search })
      const list = { pads: records.map((record) => summarize(pads, record)), next }
      const page = { ...about(request), assets: assets.list, list, now: clock.now() }
      response.type('html').send(renderListPage(page))
    })
    .all(methodUnknown('GET, HEAD'))

  router
    .route('/diagnose')
    .get((request, response) => {
      const page = { ...about(request), byLinks: access.byLinks, assets: assets.diagnose }
      response.type('html').send(renderDiagnosePage(page))
    })
    .all(methodUnknown('GET, HEAD'))

  router
    .route('/p/:padId')
    .get(squeeze, async (request, response) => {
      const padId = padIdOf(request)
      const right = openLink(request, response, padId)
      if (right === undefined) return
      const deleted = deletedRecord(pads, padId)
      if (deleted === undefined) {
        const state = await pads.read(padId)
        const page = {
          ...about(request),
          assets: assets.pad,
          padId,
          state,
          text: textOf(state.update),
          may: access.byLinks ? right : undefined,
        }
        response.type('html').send(renderPadPage(page))
        return
      }
      const until = (deleted.deletedAt ?? 0) + RESTORE_MS
      const page = renderDeletedPage(
        { ...about(request), assets: assets.deleted },
        deleted,
        until > clock.now() ? until : undefined,
      )
      // With no-referrer a browser sends the form with `Origin: null` (Fetch, "append a request Origin header"),
      // and over plain HTTP, where Sec-Fetch-Site is missing too, our own form would look foreign.
      response.set('Referrer-Policy', 'same-origin')
      response.status(410).type('html').send(page)
    })
    .all(methodUnknown('GET, HEAD'))

  router
    .route('/p/:padId/restore')
    .post(async (request, response) => {
      const padId = padIdOf(request)
      demandEdit(access.pass(request, padId))
      if (deletedRecord(pads, padId) !== undefined) await pads.restore(padId)
      response.redirect(303, `${admission.base(request)}p/${padId}`)
    })
    .all(methodUnknown('POST'))

  return router
}

function deletedRecord(pads: Pads, padId: string): PadRecord | undefined {
  const record = pads.record(padId)
  return record?.deletedAt === undefined ? undefined : record
}
