/**
 * The pads as JSON: list, create, rename, delete, restore, export. Knows the shape `Pads` and the formats of
 * content/; refuses to know rooms, disks and pages.
 */
import { type Request, type Response, Router } from 'express'
import { GENERATION_HEADER, type NewPad, type PadSummary, SEQUENCE_HEADER } from '../../protocol/api.ts'
import type { Access } from '../access/access.ts'
import { newLinks } from '../access/link-secrets.ts'
import { demandEdit } from '../access/links.ts'
import type { Admission } from '../admission/admission.ts'
import { ContentError } from '../content/content-error.ts'
import { EXPORT_FORMATS } from '../content/exports.ts'
import type { ImportedMarkdown } from '../content/import-markdown.ts'
import type { Pads } from '../rooms/pads.ts'
import type { PadRecord } from '../storage/storage.ts'
import { drawEditSecret, tellLinks } from './link-list.ts'
import { selectPads } from './pad-list.ts'
import { ProblemError } from './problems.ts'
import { padIdOf, queryNumber, queryText, textMembers } from './requests.ts'
import { squeeze } from './squeeze.ts'
import { cleanTitle, cutTitle } from './title.ts'
import { methodUnknown } from './unknown.ts'

const DEFAULT_LIMIT = 50
const MAX_LIMIT = 200
const MAX_QUERY_LENGTH = 300

export interface PadsApiDeps {
  readonly pads: Pads
  readonly admission: Pick<Admission, 'base' | 'visitor' | 'create'>
  readonly access: Access
  readonly clock: { now(): number }
  /** Rejects with ContentError when the text is to blame, or when too many are being read. */
  readMarkdown(markdown: string): Promise<ImportedMarkdown>
}

export function createPadsApi(deps: PadsApiDeps): Router {
  const { pads, admission, access, clock } = deps
  /** Throws Denied when whoever asks may not change the pad. */
  const mayEdit = (request: Request): string => {
    const padId = padIdOf(request)
    demandEdit(access.pass(request, padId))
    return padId
  }
  /** Throws Denied when whoever asks may not even read it. */
  const mayRead = (request: Request): string => {
    const padId = padIdOf(request)
    access.pass(request, padId)
    return padId
  }
  const router = Router()

  router
    .route('/api/pads')
    .get((request, response) => {
      access.refuseStranger(request)
      const { records, next } = selectPads(pads.records(), {
        limit: queryNumber(request, 'limit', DEFAULT_LIMIT, 1, MAX_LIMIT),
        cursor: queryText(request, 'cursor', 400),
        search: queryText(request, 'q', MAX_QUERY_LENGTH) ?? '',
      })
      response.json({ pads: records.map((record) => summarize(pads, record)), next })
    })
    .post(async (request, response) => {
      access.refuseStranger(request)
      const { title, markdown } = textMembers(request, ['title', 'markdown'])
      const wanted = title === undefined ? undefined : cleanTitle(title)
      admission.create(admission.visitor(request))
      const imported = markdown === undefined ? undefined : await deps.readMarkdown(markdown).catch(refuse)
      const secret = access.byLinks ? drawEditSecret() : undefined
      const links = secret && newLinks(secret, clock.now())
      const record = await pads.create({
        title: wanted ?? cutTitle(imported?.heading ?? ''),
        ...(imported && { content: imported.content }),
        ...(links && { links }),
      })
      const base = admission.base(request)
      response
        .status(201)
        .location(`${base}p/${record.id}`)
        .json({
          ...summarize(pads, record),
          ...(links && { links: tellLinks(base, record.id, links, secret) }),
        } satisfies NewPad)
    })
    .all(methodUnknown('GET, HEAD, POST'))

  router
    .route('/api/pads/:padId')
    .get((request, response) => {
      response.json(summarize(pads, livingPad(pads, mayRead(request))))
    })
    .patch(async (request, response) => {
      const padId = mayEdit(request)
      const { title } = textMembers(request, ['title'])
      if (title === undefined) throw new ProblemError('body-invalid', 'The body must have a title.')
      const wanted = cleanTitle(title)
      livingPad(pads, padId)
      response.json(summarize(pads, await pads.rename(padId, wanted)))
    })
    .delete(async (request, response) => {
      const { id } = livingPad(pads, mayEdit(request))
      response.json(summarize(pads, await pads.remove(id)))
    })
    .all(methodUnknown('GET, HEAD, PATCH, DELETE'))

  router
    .route('/api/pads/:padId/restore')
    .post(async (request, response) => {
      response.json(summarize(pads, await pads.restore(mayEdit(request))))
    })
    .all(methodUnknown('POST'))

  router
    .route('/api/pads/:padId/export')
    .get(squeeze, (request, response) => sendExport(pads, mayRead(request), request, response))
    .all(methodUnknown('GET, HEAD'))

  return router
}

export const summarize = (pads: Pads, record: PadRecord): PadSummary => ({
  id: record.id,
  title: record.title,
  generation: record.generation,
  createdAt: new Date(record.createdAt).toISOString(),
  updatedAt: new Date(record.updatedAt).toISOString(),
  ...(record.deletedAt !== undefined && { deletedAt: new Date(record.deletedAt).toISOString() }),
  people: pads.people(record.id),
})

/** The record of a pad that is there to be read, or the problem that says why it is not. */
export function livingPad(pads: Pads, padId: string): PadRecord {
  const record = pads.record(padId)
  if (record === undefined) {
    throw new ProblemError(
      'pad-unknown',
      `There is no pad ${padId}. It comes into being with its first edit.`,
    )
  }
  if (record.deletedAt !== undefined) {
    throw new ProblemError(
      'pad-deleted',
      `The pad ${padId} was deleted. POST to its /restore brings it back within 24 hours.`,
      {
        pad: summarize(pads, record),
      },
    )
  }
  return record
}

function refuse(error: unknown): never {
  if (error instanceof ContentError) throw new ProblemError(error.code, error.message)
  throw error
}

async function sendExport(pads: Pads, padId: string, request: Request, response: Response): Promise<void> {
  const name = queryText(request, 'format', 20) ?? ''
  const format = Object.hasOwn(EXPORT_FORMATS, name) ? EXPORT_FORMATS[name] : undefined
  if (format === undefined) {
    throw new ProblemError(
      'format-unknown',
      `format must be one of ${Object.keys(EXPORT_FORMATS).join(', ')}.`,
    )
  }
  const record = livingPad(pads, padId)
  const state = await pads.read(padId)
  const generation = state.generation ?? record.generation
  const body = format.render({ padId, generation, sequence: state.sequence, update: state.update })
  response.set({
    'Content-Type': format.mediaType,
    'Content-Disposition': contentDisposition(
      record.title === '' ? padId : record.title,
      padId,
      format.extension,
    ),
    [GENERATION_HEADER]: generation,
    [SEQUENCE_HEADER]: String(state.sequence),
  })
  response.end(body)
}

/** RFC 6266: a plain name for everyone, and the title in UTF-8 (RFC 8187) for those who understand it. */
function contentDisposition(title: string, padId: string, extension: string): string {
  const plain = `${padId}.${extension}`
  const name = title
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 100)
    .replace(/\p{Surrogate}/gu, '')
  const encoded = encodeURIComponent(`${name === '' ? padId : name}.${extension}`).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
