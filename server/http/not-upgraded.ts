/**
 * The answer to a WebSocket address that was asked for without an upgrade. A proxy that strips the upgrade
 * still passes Sec-WebSocket-Key on, and that proves the browser asked: the server says what arrived, which
 * proxy leaves such a trace, and what mends it. Judging is the witness's.
 */
import { Router } from 'express'
import { CAUSES, HOP_NAMES } from '../../protocol/proxy-fixes.ts'
import type { Admission } from '../admission/admission.ts'
import type { Witness, Witnessed } from '../witness/witness.ts'
import { ProblemError } from './problems.ts'
import { padIdOf } from './requests.ts'
import { methodUnknown } from './unknown.ts'

export function createNotUpgraded(deps: {
  readonly witness: Witness
  readonly admission: Pick<Admission, 'takenFor'>
}): Router {
  const router = Router()
  router
    .route('/collab/:padId')
    .get((request, response) => {
      padIdOf(request)
      // RFC 9110 §15.5.22 and §7.8: Upgrade in the answer, and named in Connection.
      response.set({ Upgrade: 'websocket', Connection: 'Upgrade' })
      const witnessed = deps.witness.saw(request, deps.admission.takenFor(request), false)
      const { verdict, arrived, suspects, furtherOut } = witnessed
      if (verdict === 'stripped') {
        throw new ProblemError('upgrade-removed', accusation(witnessed), { arrived, suspects, furtherOut })
      }
      throw new ProblemError(
        'upgrade-missing',
        'This address is where editors exchange edits over WebSocket, and the request is no WebSocket handshake: ' +
          'a person or a monitor opened it. To read the pad open its page, /p/ instead of /collab/; to watch the ' +
          'server ask /live/health; to connect use a WebSocket client such as y-websocket.',
        { arrived },
      )
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}

function accusation({ suspects, furtherOut }: Witnessed): string {
  const told = suspects.map(
    ({ hop, cause, confidence, fix }) =>
      `${HOP_NAMES[hop]} (${confidence}): ${CAUSES[cause]} Mend it with: ${fix.join(' ')}`,
  )
  return [
    'The request carries Sec-WebSocket-Key, so a WebSocket handshake was sent, but it arrived without its upgrade: a proxy on the way removed it.',
    `By what it left, the one next to this server is ${told.join(' Or ')}`,
    ...(furtherOut ? ['More than one proxy left its mark; the guilty one may stand further out.'] : []),
  ].join(' ')
}
