/**
 * What the worker of this site does: opens a pad's page when the server cannot be reached, with the files of one
 * build kept for that. The network comes first; live and API answers are never touched, and no text of any pad is
 * kept here: the page takes it from the copy on the device, and says so. Knows no pad.
 */
import { isPadId } from '../../protocol/pad-id.ts'

export interface OfflinePagesOptions {
  readonly origin: string
  /** Path prefix of the deployment, ending in a slash. */
  readonly base: string
  /** Name of the build whose files are kept. */
  readonly build: string
  /** Milliseconds the server gets for a page before this device's copy is shown. */
  readonly patience?: number
}

export interface OfflinePagesDeps {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>
  readonly fetch: typeof fetch
  wait(ms: number): Promise<void>
}

export interface OfflinePages {
  /** Keeps the page and all files it names; rejects, and nothing is replaced, when one of them is missing. */
  install(): Promise<void>
  /** Forgets the files of earlier builds. */
  activate(): Promise<void>
  /** undefined: none of its business. */
  answer(request: Pick<Request, 'method' | 'mode' | 'url'>): Promise<Response> | undefined
}

const PATIENCE_MS = 3000
/** What proxies say when the server behind them is not there; 521–524 are Cloudflare's. */
const NOBODY_THERE = new Set([502, 503, 504, 521, 522, 523, 524])
const ASSET = /(?:href|src)="([^"]*\/assets\/[^"]+)"/g

export const createOfflinePages = (options: OfflinePagesOptions, deps: OfflinePagesDeps): OfflinePages => {
  const { origin, base, build, patience = PATIENCE_MS } = options
  const prefix = `holdfast ${base} `
  const kept = () => deps.caches.open(`${prefix}${build}`)
  const page = `${origin}${base}offline`

  const openPad = async (request: Request): Promise<Response> => {
    const cache = await kept()
    const answer = deps.fetch(request).catch(() => undefined)
    const inTime = await Promise.race([answer, deps.wait(patience)])
    if (inTime && !NOBODY_THERE.has(inTime.status)) return inTime
    const offline = await cache.match(page)
    if (offline) return offline
    return (await answer) ?? Response.error()
  }

  const file = async (request: Request): Promise<Response> =>
    // Names carry a hash of the content, so a kept file is never an old one.
    (await (await kept()).match(request.url)) ?? deps.fetch(request)

  return {
    install: async () => {
      const response = await deps.fetch(page, { cache: 'no-store' })
      if (!response.ok || response.redirected) {
        throw new Error(`The page for being offline could not be kept: ${page} answered ${response.status}.`)
      }
      const text = await response.clone().text()
      const files = [...text.matchAll(ASSET)].map((match) => new URL(match[1] as string, page).href)
      const cache = await kept()
      await cache.addAll([...new Set(files)])
      await cache.put(page, response)
    },
    activate: async () => {
      const names = await deps.caches.keys()
      const old = names.filter((name) => name.startsWith(prefix) && name !== `${prefix}${build}`)
      await Promise.all(old.map((name) => deps.caches.delete(name)))
    },
    answer: (asked) => {
      const request = asked as Request
      const url = new URL(request.url)
      if (request.method !== 'GET' || url.origin !== origin || !url.pathname.startsWith(base))
        return undefined
      const path = url.pathname.slice(base.length)
      if (path.startsWith('assets/')) return file(request)
      if (request.mode !== 'navigate' || !path.startsWith('p/') || !isPadId(path.slice(2))) return undefined
      return openPad(request)
    },
  }
}
