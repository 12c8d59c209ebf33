/**
 * Who signed an answer in its headers or by its page. HAProxy signs nothing, and nginx hides who stands behind it.
 */
import { authorOf } from './author.ts'
import type { ProxyName } from './good.ts'

const BRANDS: readonly (readonly [ProxyName, header: string, mark: RegExp])[] = [
  ['nginx', 'server', /\b(nginx|openresty|tengine)\b/i],
  ['apache', 'server', /\bapache\b/i],
  ['caddy', 'server', /\bcaddy\b/i],
  ['caddy', 'via', /\bcaddy\b/i],
  ['squid', 'server', /\bsquid\b/i],
  ['squid', 'via', /\bsquid\b/i],
  ['squid', 'x-squid-error', /./],
  ['varnish', 'server', /\bvarnish\b/i],
  ['varnish', 'via', /\bvarnish\b/i],
  ['varnish', 'x-varnish', /./],
]

const PROXIES: ReadonlySet<string> = new Set(['nginx', 'apache', 'squid', 'haproxy', 'caddy', 'varnish'])

/** Headers by their names in lower case; `text` is the beginning of the body (AUTHOR_BYTES). */
export function brandsOf(headerOf: (name: string) => string | undefined, text: string): readonly string[] {
  const signed = BRANDS.filter(([, header, mark]) => mark.test(headerOf(header) ?? ''))
  const author = authorOf({ text, contentType: headerOf('content-type'), server: headerOf('server') })
  return [...new Set([...signed.map(([brand]) => brand), ...(PROXIES.has(author) ? [author] : [])])]
}
