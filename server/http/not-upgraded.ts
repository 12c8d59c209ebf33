/**
 * The answer to a WebSocket address that was asked for without an upgrade. A proxy that strips the upgrade
 * still passes Sec-WebSocket-Key on, and that proves the browser asked: the server is the witness and says
 * what arrived. It refuses to guess which hop it was.
 */
import { type Request, Router } from 'express'
import type { Log } from '../log.ts'
import { ProblemError } from './problems.ts'
import { padIdOf } from './requests.ts'
import { methodUnknown } from './unknown.ts'

/** Headers hops change; whatever else a request carries is nobody's business. */
const TOLD = [
  'connection',
  'upgrade',
  'host',
  'via',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
]
const MAX_TOLD_LENGTH = 200
/** Sources remembered so that each is logged once; more than that is no longer a list for a person. */
const MAX_SOURCES = 1000

const FIX =
  'Let the last proxy pass the headers Upgrade and Connection on and speak HTTP/1.1 to this server ' +
  '(nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade").'

export function createNotUpgraded(deps: { readonly log: Log }): Router {
  const sources = new Set<string>()
  const router = Router()
  router
    .route('/collab/:padId')
    .get((request, response) => {
      padIdOf(request)
      // RFC 9110 §15.5.22 and §7.8: Upgrade in the answer, and named in Connection.
      response.set({ Upgrade: 'websocket', Connection: 'Upgrade' })
      const arrived = arrivedOf(request)
      if (request.headers['sec-websocket-key'] === undefined) {
        throw new ProblemError('upgrade-missing', 'Connect with a WebSocket client, e.g. y-websocket.', {
          arrived,
        })
      }
      const source = `${request.socket.remoteAddress} ${request.headers.via ?? ''}`
      if (!sources.has(source) && sources.size < MAX_SOURCES) {
        sources.add(source)
        deps.log.warn('upgrade-removed', {
          hop: request.socket.remoteAddress,
          via: request.headers.via,
          fix: FIX,
        })
      }
      throw new ProblemError(
        'upgrade-removed',
        `The request carries Sec-WebSocket-Key, so a WebSocket handshake was sent, but it arrived without its upgrade: a proxy on the way removed it. ${FIX}`,
        { arrived },
      )
    })
    .all(methodUnknown('GET, HEAD'))
  return router
}

function arrivedOf(request: Request): Readonly<Record<string, string | null>> {
  const told: Record<string, string | null> = { httpVersion: request.httpVersion, method: request.method }
  for (const name of TOLD) {
    const value = request.headers[name]
    told[name] = value === undefined ? null : String(value).slice(0, MAX_TOLD_LENGTH)
  }
  return told
}
