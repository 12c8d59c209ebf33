/**
 * Whether a request that can change something comes from a page of ours. Cookies play no part here, but whoever
 * reaches the server can write, and a page of another site must not use a visitor's reach for that (OWASP:
 * cross-site WebSocket hijacking; CORS does not cover WebSocket). Pure; a proxy that loses Host must not make
 * our own page a stranger, hence several ways to be known. Refuses to know who asks.
 */
export interface Asking {
  /** RFC 6454 §7. Browsers send it with every handshake and every POST; whoever sends none is no page. */
  readonly origin: string | undefined
  readonly host: string | undefined
  /** Sec-Fetch-Site: out of a page's reach, and absent over plain HTTP on a real host name. */
  readonly site: string | undefined
  /** X-Forwarded-Host, when a trusted proxy passed it. */
  readonly forwardedHosts: readonly string[]
  /** It carries a valid page token. */
  readonly hasToken: boolean
}

export interface OriginOptions {
  /** Origin of the public address, when configured. */
  readonly publicOrigin: string | undefined
  /** Exact origins whose pages are as good as ours. */
  readonly origins: readonly string[]
}

export function isOurPage(asking: Asking, options: OriginOptions): boolean {
  const { origin, site } = asking
  if (asking.hasToken || site === 'same-origin') return true
  if (origin === undefined) return site === undefined || site === 'none'
  if (origin === options.publicOrigin || options.origins.includes(origin)) return true
  // A page can set neither Host nor X-Forwarded-Host.
  return [asking.host, ...asking.forwardedHosts].some((host) => host !== undefined && isAt(origin, host))
}

/** What would have been known, for the log and for whoever is refused. */
export const expectedOf = (asking: Asking, { publicOrigin, origins }: OriginOptions): readonly string[] => [
  ...new Set([publicOrigin ?? [], origins, asking.host ?? [], asking.forwardedHosts].flat()),
]

/** RFC 3986 host and port; what else a header holds would be read as more of an address. */
const HOST = /^[A-Za-z0-9._~:[\]-]{1,255}$/

/** Whether a Host names the place of an origin; `:80` and `:443` may be left out where they are the usual ones. */
function isAt(origin: string, host: string): boolean {
  const page = URL.parse(origin)
  if (page === null || page.host === '' || !HOST.test(host)) return false
  return page.host === URL.parse(`${page.protocol}//${host}`)?.host
}
