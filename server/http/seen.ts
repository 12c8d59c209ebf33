/**
 * What became of a handshake, asked by its nonce: for pages, which may not read the answer to their own failed
 * WebSocket. Tells neither pads nor addresses, so anybody may ask; how often is limited.
 */
import { Router } from 'express'
import { isNonce, SEEN_PATH } from '../../protocol/witness.ts'
import type { Admission } from '../admission/admission.ts'
import { createAllowance } from '../admission/allowance.ts'
import type { Witness } from '../witness/witness.ts'
import { ProblemError } from './problems.ts'
import { methodUnknown } from './unknown.ts'

/** After a restart all pages behind one address ask at once: hence far more than one page needs. */
const ALLOWANCE = { burst: 600, perSecond: 60 }

export interface SeenDeps {
  readonly witness: Witness
  readonly admission: Pick<Admission, 'visitor' | 'ask'>
  readonly clock: { now(): number }
}

export function createSeen(deps: SeenDeps): Router {
  const allowance = createAllowance(ALLOWANCE, deps.clock)
  const router = Router()
  router
    .route(`/${SEEN_PATH}:nonce`)
    .get((request, response) => {
      deps.admission.ask(
        deps.admission.visitor(request),
        allowance,
        `More questions came from this address than are answered (${ALLOWANCE.perSecond} a second).`,
      )
      const { nonce } = request.params
      if (!isNonce(nonce)) {
        throw new ProblemError('nonce-invalid', 'A nonce is 8 to 64 characters of A-Z a-z 0-9 _ -.')
      }
      response.json(deps.witness.seen(nonce))
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}
