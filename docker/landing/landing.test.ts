/** The landing page over real HTTP, with switches in a folder of its own and nobody who looks at doors. */
import { mkdtemp, rm } from 'node:fs/promises'
import { request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Diagnosis } from '../../doctor/report/diagnosis.ts'
import { DOORS } from '../doors.ts'
import { openSwitches, type Switches } from '../switches.ts'
import { renderSight } from './door-view.ts'
import { type Landing, startLanding } from './landing.ts'

const closings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close()
})

async function start(): Promise<{ landing: Landing; switches: Switches; url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-landing-'))
  closings.push(() => rm(folder, { recursive: true }))
  const switches = await openSwitches(folder)
  const landing = await startLanding(
    { port: 0, address: '127.0.0.1', ports: 81, files: new Map() },
    {
      switches,
      pads: { of: async (key) => key.replace('/', '-') },
      say: () => {},
      watch: () => ({
        sights: () =>
          DOORS.map((door) => ({ door, diagnosis: undefined, at: undefined, isLookedAtAnew: false })),
        lookAnew: () => {},
        close: async () => {},
      }),
    },
  )
  closings.push(landing.close)
  return { landing, switches, url: `http://127.0.0.1:${landing.port}` }
}

interface Answer {
  readonly status: number | undefined
  readonly location: string | undefined
  readonly text: string
}

const send = (url: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = ask(url, { method, headers }, async (response) => {
      let text = ''
      for await (const part of response.setEncoding('utf8')) text += part
      resolve({ status: response.statusCode, location: response.headers.location, text })
    })
    sent.once('error', reject)
    sent.end(body)
  })

const turn = (url: string, door: string, fault: string, origin: string | undefined) =>
  send(
    `${url}/doors/${door}`,
    'POST',
    { 'content-type': 'application/x-www-form-urlencoded', ...(origin !== undefined && { origin }) },
    `fault=${fault}`,
  )

test('[DK6] a switch is turned from the own page, to what it offers; everything else is refused and changes nothing', async () => {
  const { url, switches } = await start()
  const fault = 'nginx-upgrade-headers-missing'
  expect(await turn(url, 'nginx-switch', fault, 'http://evil.test')).toMatchObject({ status: 403 })
  expect(await turn(url, 'nginx-switch', fault, undefined)).toMatchObject({ status: 403 })
  expect(await turn(url, 'nginx-switch', 'nginx-return-503', url)).toMatchObject({ status: 400 })
  expect(await turn(url, 'nginx', fault, url)).toMatchObject({ status: 400 })
  expect(await turn(url, '..%2Fpads', fault, url)).toMatchObject({ status: 404 })
  expect(await turn(url, 'nginx-switch', 'x'.repeat(5000), url)).toMatchObject({ status: 413 })
  expect(await switches.wanted('nginx-switch')).toBeUndefined()
  expect(await turn(url, 'nginx-switch', fault, url)).toMatchObject({
    status: 303,
    location: '/#nginx-switch',
  })
  expect(await switches.wanted('nginx-switch')).toEqual({ fault })
  expect(await turn(url, 'nginx-switch', '', url)).toMatchObject({ status: 303 })
  expect(await switches.wanted('nginx-switch')).toEqual({})
})

test('[DK2] the two windows of a door are one pad at two addresses of this machine', async () => {
  const { landing, url } = await start()
  const open = async (name: string, path: string) =>
    (await send(`${url}${path}`, 'GET', { host: `${name}:${landing.port}` })).location
  expect(await open('localhost', '/open/squid/real/1')).toBe('http://localhost:8107/p/squid-real')
  expect(await open('localhost', '/open/squid/real/2')).toBe('http://127.0.0.1:8107/p/squid-real')
  expect(await open('127.0.0.1', '/open/nginx/exhibit/2')).toBe(
    'http://localhost:8101/exhibits/socket-only/nginx-exhibit',
  )
  expect(await open('pads.test', '/open/nginx/real/2')).toBe('http://pads.test:8101/p/nginx-real')
})

test('[DK4] what a proxy says of a refused configuration is on the page, as text', async () => {
  const { url, switches } = await start()
  await switches.tell('nginx-switch', { refused: { fault: 'x', says: 'unknown directive "<b>"' } })
  const { text } = await send(url, 'GET', {})
  expect(text).toContain('goes on with the old one: unknown directive &quot;&lt;b&gt;&quot;')
})

test('[DK1] the line of a chain has its proxies by name, the cut between them, and the reason', () => {
  const door = DOORS.find(({ name }) => name === 'squid-broken')
  if (door === undefined) throw new Error('no such door')
  const diagnosis = {
    verdict: 'fault',
    headline: 'Squid drops it, at localhost:8158.',
    next: 'Allow <websocket>.',
    causes: [{ faults: [{ diff: ['+http_upgrade_request_protocols websocket allow all'] }] }],
    line: {
      nodes: ['you', 'localhost:8108', 'localhost:8158', 'Holdfast'],
      between: ['proven', 'proven', 'cut'],
      reason: 'Squid drops it',
      still: 'live by HTTP',
    },
    transports: { websocket: 'blocked', http: 'works' },
    hops: [
      { url: 'http://localhost:8108/', role: 'front' },
      { url: 'http://localhost:8158/', role: 'hop' },
      { url: 'http://10.0.0.1:8110/', role: 'direct' },
    ],
  } as unknown as Diagnosis
  const { text } = renderSight({ door, diagnosis, at: 1, isLookedAtAnew: false })
  expect(text).toContain('Cut between Squid and Holdfast: Squid drops it.')
  expect(text).toContain('Squid drops it, at Squid.')
  expect(text).toContain('Allow &lt;websocket&gt;.')
  expect(text).not.toContain('localhost:')
})
