/**
 * The plain HTTP routes that the first exhibit falls back on: the stored text as one Yjs update, read by GET and
 * merged by PATCH. Like the API they imitate, which streams a column that is still empty, GET answers zero bytes
 * for a pad nobody has written in: legal, and more than its client can take. Nothing here fails on purpose.
 */
import express, { Router } from 'express'
import { readUpdate } from '../content/tree.ts'
import { ProblemError } from '../http/problems.ts'
import { padIdOf } from '../http/requests.ts'
import { methodUnknown } from '../http/unknown.ts'
import type { Pads } from '../rooms/pads.ts'
import { type DepositDeps, type Deposited, deposit } from './deposit.ts'

export interface StoredTextDeps extends DepositDeps {
  readonly pads: Pick<Pads, 'read' | 'record'>
}

const BYTES = 'application/octet-stream'

export function createStoredText(options: { readonly maxBodyBytes: number }, deps: StoredTextDeps): Router {
  const router = Router()
  router
    .route('/exhibits/api/pads/:padId/text')
    .get(async (request, response) => {
      const padId = padIdOf(request)
      refuseDeleted(deps.pads, padId)
      const { update } = await deps.pads.read(padId)
      const written = readUpdate(update).root.content?.length ?? 0
      response.type(BYTES).send(written === 0 ? Buffer.alloc(0) : Buffer.from(update))
    })
    .patch(express.raw({ type: BYTES, limit: options.maxBodyBytes }), async (request, response) => {
      const padId = padIdOf(request)
      if (!Buffer.isBuffer(request.body)) {
        throw new ProblemError('body-invalid', `Send one Yjs update as ${BYTES}.`)
      }
      answer(await deposit(padId, request.body, deps))
      response.status(204).end()
    })
    .all(methodUnknown('GET, HEAD, PATCH'))
  return router
}

function answer(deposited: Deposited): void {
  if (deposited === 'malformed') {
    throw new ProblemError('body-invalid', 'The body is no Yjs update (v1). Nothing was changed.')
  }
  if (deposited === 'predecessor-missing') {
    throw new ProblemError(
      'body-invalid',
      'The update builds on edits this server has never seen. Nothing was changed. Send the whole document.',
    )
  }
  if (deposited === 'not-durable') {
    throw new ProblemError('write-failed', 'The text is not on the disk yet. Send it again in a moment.')
  }
}

export function refuseDeleted(pads: Pick<Pads, 'record'>, padId: string): void {
  if (pads.record(padId)?.deletedAt !== undefined) {
    throw new ProblemError('pad-deleted', 'The pad was deleted. Its own page offers to restore it.')
  }
}
