/**
 * An answer in pieces, for whoever wants to know whether the proxies on the way pass an answer on as it comes or
 * hold it back until its end. It says nothing but how many pieces there are.
 */
import { Router } from 'express'
import { STREAM_PATH, STREAM_PIECE_MS, STREAM_PIECES } from '../../protocol/witness.ts'
import type { Admission } from '../admission/admission.ts'
import { createAllowance } from '../admission/allowance.ts'
import type { Clock } from '../clock.ts'
import { methodUnknown } from './unknown.ts'

/** Each holds a connection for a second. */
const ALLOWANCE = { burst: 60, perSecond: 10 }

export interface StreamDeps {
  readonly admission: Pick<Admission, 'visitor' | 'ask'>
  readonly clock: Pick<Clock, 'now' | 'after'>
}

export function createStream(deps: StreamDeps): Router {
  const allowance = createAllowance(ALLOWANCE, deps.clock)
  const router = Router()
  router
    .route(`/${STREAM_PATH}`)
    .get((request, response) => {
      deps.admission.ask(
        deps.admission.visitor(request),
        allowance,
        `More streams were asked for from this address than are sent (${ALLOWANCE.perSecond} a second).`,
      )
      response.type('text/plain')
      let sent = 0
      const next = () => {
        if (response.destroyed) return
        sent += 1
        response.write(`${JSON.stringify({ code: 'piece', piece: sent, of: STREAM_PIECES })}\n`)
        if (sent === STREAM_PIECES) response.end()
        else deps.clock.after(STREAM_PIECE_MS, next)
      }
      next()
    })
    .all(methodUnknown('GET'))
  return router
}
