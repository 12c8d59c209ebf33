/**
 * Below which path the deployment lies: the public address says it, else a trusted proxy may, else it is the
 * root. What a header says ends up in pages, so it is taken only as the plain path that a proxy would write
 * (CVE-2026-55087 was such a header reflected into a page).
 */
import type { IncomingHttpHeaders } from 'node:http'

const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]{1,64}){1,8}\/?$/

export const directory = (path: string): string => (path.endsWith('/') ? path : `${path}/`)

/** The path prefix of X-Forwarded-Prefix, ending in a slash; undefined when it says none. */
export function forwardedPrefix(headers: IncomingHttpHeaders): string | undefined {
  const prefix = headers['x-forwarded-prefix']
  return typeof prefix === 'string' && PLAIN_PATH.test(prefix) ? directory(prefix) : undefined
}
