/**
 * Everything Holdfast answers over plain HTTP, put together. It knows pads only by their interface and the
 * browser app only by its manifest; listening, upgrades and shutdown belong to server.ts.
 */
import { join } from 'node:path'
import express, {
  type Application,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import type { Access } from '../access/access.ts'
import type { Admission } from '../admission/admission.ts'
import type { Clock } from '../clock.ts'
import type { ImportedMarkdown } from '../content/import-markdown.ts'
import type { Log } from '../log.ts'
import type { Observation } from '../metrics/observation.ts'
import type { Tally } from '../metrics/tally.ts'
import type { Outside } from '../outside/outside.ts'
import type { Pads } from '../rooms/pads.ts'
import type { Witness } from '../witness/witness.ts'
import { createPrefixCut, createSameSiteRule } from './arrivals.ts'
import { createAssetFiles } from './asset-files.ts'
import { readAssets } from './assets.ts'
import { createFavicon } from './favicon.ts'
import { wordsOf } from './language.ts'
import { createLinksApi } from './links-api.ts'
import { createLive, type Readiness } from './live.ts'
import { createLiveWebSocket } from './live-websocket.ts'
import { createMetrics } from './metrics.ts'
import { createNotUpgraded } from './not-upgraded.ts'
import { createOffline } from './offline.ts'
import { createPadsApi } from './pads-api.ts'
import { createPageRoutes } from './page-routes.ts'
import { createPageTokenRoute } from './page-token.ts'
import { renderFailurePage, renderMissingPage, renderProblemPage } from './pages/plain-page.ts'
import { asProblem, ProblemError, problemTitle, sendProblem, statusOf } from './problems.ts'
import { createSecurityHeaders } from './security.ts'
import { createSeen } from './seen.ts'
import { createStatus } from './status.ts'
import { createStream } from './stream.ts'
import { routeUnknown } from './unknown.ts'

export interface HttpOptions {
  /** Folder of the built browser app, with manifest.json in it. */
  readonly webRoot: string
  /** Version told by /live/health. */
  readonly version: string
  /** Bytes of a JSON body. */
  readonly maxBodyBytes?: number
  /** Metrics are answered here; else they have a port of their own. */
  readonly metrics: boolean
}

export interface HttpDeps {
  readonly pads: Pads
  readonly admission: Admission
  readonly access: Access
  readonly witness: Witness
  /** Rejects with ContentError when the text is to blame, or when too many are being read. */
  readMarkdown(markdown: string): Promise<ImportedMarkdown>
  readonly log: Log
  readonly tally: Pick<Tally, 'overSize'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly observation: Observation
  /** Whether a request may be told pad ids and addresses. */
  isAdministrator(request: Request): boolean
  /** The exchange of frames over plain HTTP. */
  readonly exchange?: RequestHandler
  /** The exhibits, where they are on. */
  readonly exhibits?: RequestHandler | undefined
  /** How it looks at itself through its public address, where one is configured. */
  readonly outside?: Pick<Outside, 'look'> | undefined
  /** By dependency: `storage`, `draining`, …; asked at each GET /live/ready. */
  readiness(): Readiness
}

/** A long book in Markdown is 3 MB; converting that takes about a second. */
const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024

export function createHttp(options: HttpOptions, deps: HttpDeps): Application {
  const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options
  const { admission } = deps
  const assets = readAssets(options.webRoot)

  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.use(createSecurityHeaders(admission.hosts))
  app.use(createPrefixCut(admission))
  app.use(createSameSiteRule(admission))
  app.use(express.json({ limit: maxBodyBytes, inflate: false }))
  app.use('/assets', createAssetFiles(join(assets.folder, 'assets')))
  app.use(createFavicon())
  app.use(createOffline({ assets }, deps))
  app.use(createLive(options, deps))
  app.use(createLiveWebSocket({ outside: deps.outside }))
  if (deps.exchange) app.use(deps.exchange)
  app.use(createNotUpgraded(deps))
  app.use(createSeen(deps))
  app.use(createStream(deps))
  app.use(createPageTokenRoute(admission))
  if (options.metrics) app.use(createMetrics(deps))
  app.use(createStatus({ assets }, deps))
  app.use(createPadsApi(deps))
  app.use(createLinksApi(deps))
  app.use(createPageRoutes({ assets }, deps))
  if (deps.exhibits) app.use(deps.exhibits)
  app.use(routeUnknown)

  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const known = asProblem(error)
    if (known?.code === 'body-too-large') deps.tally.overSize('body-too-large')
    if (known === undefined) {
      deps.log.error('http.request-failed', {
        method: request.method,
        path: request.path,
        error: causeOf(error),
      })
    }
    // Half an answer cannot be taken back: express closes the connection, so that nobody takes it for whole.
    if (response.headersSent) return next(error)
    const problem =
      known ??
      new ProblemError(
        'internal',
        'The server failed at this request; its log says why. Nothing else was touched.',
      )
    if (isForPrograms(request)) return sendProblem(response, problem)
    if (statusOf(problem.code) === 401) response.set('WWW-Authenticate', 'Bearer')
    response.status(statusOf(problem.code)).type('html').send(problemPage(request, problem))
  })

  function problemPage(request: Request, problem: ProblemError): string {
    const plain = { base: admission.base(request), assets: assets.pad }
    if (problem.code === 'internal') return renderFailurePage({ ...plain, words: wordsOf(request) })
    if (problem.code === 'route-unknown' || problem.code === 'pad-id-invalid')
      return renderMissingPage({ ...plain, words: wordsOf(request) })
    return renderProblemPage(plain, problemTitle(problem.code), problem.message)
  }

  return app
}

/** Programs get problem details, people a page. */
const isForPrograms = (request: Request): boolean =>
  /^\/(api|live|metrics|collab|assets|diagnose\/(seen|stream)|exhibits\/(api|socket\.io))(\/|$)/.test(
    request.path,
  )

const causeOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
