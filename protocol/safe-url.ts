/**
 * Which addresses a link or an image may carry: http, https, mailto and relative ones. Both ends use it, in
 * parsing, in rendering and on attributes that arrived through Yjs, so that nobody can store a script as a
 * link and have someone else's page run it. It refuses to know whether an address leads anywhere.
 */

/** What a browser drops before it reads a URL (WHATWG URL, "basic URL parser", steps 1–3), and every other control. */
const IGNORED_BY_BROWSERS = /\p{Cc}/gu
const EDGE_SPACE = /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g
/** Whatever stands before the first colon is a scheme, unless a path, query or fragment began earlier. */
const SCHEME = /^([^/\\?#:]*):/
const ALLOWED = new Set(['http', 'https', 'mailto'])
/** Longer addresses are an attack or a mistake; browsers themselves stop at about 2 MiB. */
const MAX_URL_LENGTH = 8192

/** The address as it may be used, without what browsers ignore; undefined when it must not be used. */
export const safeUrl = (text: string): string | undefined => {
  const url = text.replace(IGNORED_BY_BROWSERS, '').replace(EDGE_SPACE, '')
  if (url === '' || url.length > MAX_URL_LENGTH) return undefined
  const scheme = SCHEME.exec(url)?.[1]
  if (scheme === undefined) return url
  return ALLOWED.has(scheme.toLowerCase()) ? url : undefined
}

/** The same for a value of unknown type, as attributes from a shared document are. */
export const safeUrlOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? safeUrl(value) : undefined
