/** The worker's decisions with a network and a cache made of maps. */
import { expect, test } from 'vitest'
import { createOfflinePages } from './offline-pages.ts'

const ORIGIN = 'https://pads.example.org'
const PAGE = '<link href="/pads/assets/pad-1.css"><script src="/pads/assets/pad-1.js"></script>'

const stage = (network: (url: string) => Response | Promise<Response>) => {
  const kept = new Map<string, Map<string, Response>>()
  const asked: string[] = []
  const urlOf = (request: unknown): string =>
    typeof request === 'string' ? request : (request as { url: string }).url
  const fetched = (async (request: unknown) => {
    asked.push(urlOf(request))
    return network(urlOf(request))
  }) as typeof fetch
  const open = async (name: string) => {
    const files = kept.get(name) ?? new Map<string, Response>()
    kept.set(name, files)
    return {
      match: async (request: unknown) => files.get(urlOf(request))?.clone(),
      put: async (request: unknown, response: Response) => void files.set(urlOf(request), response),
      addAll: async (requests: string[]) => {
        for (const url of requests) {
          const response = await fetched(url)
          if (!response.ok) throw new TypeError(`${url} answered ${response.status}`)
          files.set(url, response)
        }
      },
    }
  }
  const caches = {
    open,
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  } as unknown as Pick<CacheStorage, 'open' | 'keys' | 'delete'>
  const make = (build: string) =>
    createOfflinePages(
      { origin: ORIGIN, base: '/pads/', build },
      { caches, fetch: fetched, wait: () => new Promise((resolve) => setTimeout(resolve, 20)) },
    )
  return { make, kept, asked }
}
const request = (path: string, change: object = {}) => ({
  method: 'GET',
  mode: 'navigate' as const,
  url: `${ORIGIN}${path}`,
  ...change,
})
const site = (url: string) => new Response(url.endsWith('/offline') ? PAGE : `network ${url}`)

test('[LC9] the page and exactly the files it names are kept; earlier builds are forgotten', async () => {
  const { make, kept } = stage(site)
  kept.set('holdfast /pads/ old', new Map())
  kept.set('holdfast /other/ b1', new Map())
  kept.set('somebody else', new Map())
  const pages = make('new')
  await pages.install()
  await pages.activate()
  expect([...kept.keys()].sort()).toEqual(['holdfast /other/ b1', 'holdfast /pads/ new', 'somebody else'])
  expect([...(kept.get('holdfast /pads/ new')?.keys() ?? [])].sort()).toEqual([
    `${ORIGIN}/pads/assets/pad-1.css`,
    `${ORIGIN}/pads/assets/pad-1.js`,
    `${ORIGIN}/pads/offline`,
  ])
})

test('[LC9] a build of which one file is missing is not kept', async () => {
  const { make } = stage((url) => (url.endsWith('.js') ? new Response('', { status: 404 }) : site(url)))
  await expect(make('b').install()).rejects.toThrow('404')
})

test('[LC9] API, live, sockets, other sites, other methods and other pages are none of its business', async () => {
  const { make } = stage(site)
  const pages = make('b')
  for (const path of [
    '/pads/api/pads/a/export?format=yjs',
    '/pads/collab/a/exchange',
    '/pads/live/health',
    '/pads/',
    '/pads/p/a/restore',
    '/p/a',
    '/elsewhere',
  ])
    expect(pages.answer(request(path)), path).toBeUndefined()
  expect(pages.answer(request('/pads/p/a', { method: 'POST' }))).toBeUndefined()
  expect(pages.answer(request('/pads/p/a', { mode: 'cors' }))).toBeUndefined()
  expect(pages.answer({ method: 'GET', mode: 'navigate', url: 'https://other.org/pads/p/a' })).toBeUndefined()
})

test('[LC7] the network comes first; without it, with a proxy that finds nobody, or too late, the kept page', async () => {
  let network: (url: string) => Response | Promise<Response> = site
  const { make, asked } = stage((url) => network(url))
  const pages = make('b')
  await pages.install()
  const text = async () => (await pages.answer(request('/pads/p/a')))?.text()
  expect(await text()).toBe(`network ${ORIGIN}/pads/p/a`)
  network = () => Promise.reject(new TypeError('offline'))
  expect(await text()).toBe(PAGE)
  network = () => new Response('bad gateway', { status: 502 })
  expect(await text()).toBe(PAGE)
  network = () => new Promise(() => undefined)
  expect(await text()).toBe(PAGE)
  network = () => new Response('deleted', { status: 410 })
  expect(await text()).toBe('deleted')
  const before = asked.length
  network = () => Promise.reject(new TypeError('offline'))
  expect(await (await pages.answer(request('/pads/assets/pad-1.js', { mode: 'cors' })))?.text()).toContain(
    'pad-1.js',
  )
  expect(asked).toHaveLength(before)
})
