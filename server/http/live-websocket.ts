/**
 * The one health address that speaks of WebSocket: for monitors, which alert somebody, and not for liveness, where a
 * broken proxy would make an orchestrator restart a server that is well.
 */
import { Router } from 'express'
import type { Outside } from '../outside/outside.ts'
import { ProblemError } from './problems.ts'
import { methodUnknown } from './unknown.ts'

export interface LiveWebSocketDeps {
  /** undefined where no public address is configured. */
  readonly outside: Pick<Outside, 'look'> | undefined
}

export function createLiveWebSocket({ outside }: LiveWebSocketDeps): Router {
  const router = Router()
  router
    .route('/live/websocket')
    .get(async (_request, response) => {
      if (outside === undefined) {
        throw new ProblemError(
          'public-url-missing',
          'The server can look at itself from outside only when it knows its address: set HOLDFAST_PUBLIC_URL to the one that people open.',
        )
      }
      const { finding, url, at } = await outside.look()
      const checkedAt = new Date(at).toISOString()
      if (finding.works) {
        const { handshakeMs, roundTripMs } = finding
        response.json({
          status: 'OK',
          url,
          checkedAt,
          handshakeMs: Math.round(handshakeMs),
          roundTripMs: Math.round(roundTripMs),
        })
        return
      }
      const { cause, detail, suspects, furtherOut, arrived } = finding
      throw new ProblemError('websocket-fails', detail, {
        cause,
        url,
        checkedAt,
        suspects,
        furtherOut,
        ...(arrived && { arrived }),
      })
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}
