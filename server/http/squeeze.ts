/**
 * Compression on the way out, for pages and exports and nothing else: each route that may be compressed names this
 * itself. Live answers would be held back by it, and answers of the API are small or hold secrets
 * (docs/decisions/0009).
 */
import compression from 'compression'
import type { RequestHandler } from 'express'

/** Below this an answer fits into one packet anyway. */
const WORTH_BYTES = 1024

export const squeeze: RequestHandler = compression({ threshold: WORTH_BYTES, filter: () => true })
