/**
 * What every answer says to the browser about itself, and which requests may change something. It exists so
 * that no route can forget either. Refuses to know routes.
 */
import type { IncomingMessage } from 'node:http'
import type { NextFunction, Request, Response } from 'express'
import { ProblemError } from './problems.ts'

export interface SecurityOptions {
  /** Address under which people reach this server, when configured. */
  readonly publicUrl: string | undefined
  /** Origins beside our own that may change pads, e.g. `https://wiki.example.org`. */
  readonly origins: readonly string[]
}

/** RFC 3986 host characters; a Host header with others must not reach our own headers. */
const HOST = /^[A-Za-z0-9._~:[\]-]{1,255}$/
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function createSecurityHeaders(options: SecurityOptions) {
  const publicHost = options.publicUrl === undefined ? undefined : new URL(options.publicUrl).host
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy([request.headers.host, publicHost]),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      // Routes whose answer never changes say otherwise.
      'Cache-Control': 'no-store',
    })
    next()
  }
}

function contentSecurityPolicy(hosts: readonly (string | undefined)[]): string {
  // Safari before 15.4 does not count ws: as 'self', so the sockets are named.
  const sockets = [...new Set(hosts)]
    .filter((host) => host !== undefined && HOST.test(host))
    .map((host) => ` ws://${host} wss://${host}`)
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: http: data:",
    `connect-src 'self'${sockets.join('')}`,
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
  ].join('; ')
}

/** Refuses what another site's page makes a visitor's browser send; a request without Origin is no browser's. */
export function createSameSiteRule(options: SecurityOptions) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (SAFE_METHODS.has(request.method) || isOurs(request, options)) {
      next()
      return
    }
    const origin = request.headers.origin ?? 'unknown'
    throw new ProblemError(
      'foreign-origin',
      `The request came from a page of ${origin}, this server is ${request.headers.host ?? 'unnamed'}. ` +
        'Nothing was changed. If both are the same site, a proxy changed Host: the operator sets HOLDFAST_PUBLIC_URL.',
    )
  }
}

function isOurs(request: IncomingMessage, options: SecurityOptions): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined && options.origins.includes(origin)) return true
  // Set by the browser, out of a page's reach, and right even behind a proxy that loses Host.
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined) return true
  const url = URL.parse(origin)
  if (url === null) return false
  return (
    url.host === host || (options.publicUrl !== undefined && url.origin === new URL(options.publicUrl).origin)
  )
}
