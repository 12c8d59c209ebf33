/**
 * What every answer says to the browser about itself, so that no route can forget it. Refuses to know routes, and
 * who may come in.
 */
import type { NextFunction, Request, Response } from 'express'

/** RFC 3986 host characters; a Host header with others must not reach our own headers. */
const HOST = /^[A-Za-z0-9._~:[\]-]{1,255}$/

/** `hostsOf` answers the hosts this deployment is reached by, as far as a request tells. */
export function createSecurityHeaders(hostsOf: (request: Request) => readonly string[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy(hostsOf(request)),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      // Routes whose answer never changes say otherwise.
      'Cache-Control': 'no-store',
    })
    next()
  }
}

function contentSecurityPolicy(hosts: readonly string[]): string {
  // 'self' is the page's own address, whatever a proxy made of Host, and holds ws: too (CSP 3 §6.7.2.8). Safari
  // before 15.4 does not count ws: as 'self', so the sockets are named as well as they are known.
  const sockets = hosts.filter((host) => HOST.test(host)).map((host) => ` ws://${host} wss://${host}`)
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
