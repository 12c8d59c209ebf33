/**
 * The landing page's server: the page, what changes on it as events, the links into the doors, and the switch. It
 * changes nothing but what is wanted of a door that has a switch, and only when its own page asks.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoEn as words } from '../../protocol/words/en-demo.ts'
import { DOORS, doorNamed, isChoice, portOf } from '../doors.ts'
import type { Switches } from '../switches.ts'
import { renderSight, titleOf } from './door-view.ts'
import { isClient, type Pads, pathOf } from './pads.ts'
import { renderPage, renderSwitchState } from './page.ts'
import type { Sight, Watch } from './watch.ts'

export interface LandingOptions {
  readonly port: number
  /** Address to listen at; undefined for all. */
  readonly address: string | undefined
  readonly ports: number
  /** What the page links to, by path: text and type. */
  readonly files: ReadonlyMap<string, readonly [text: string, type: string]>
}

export interface LandingDeps {
  readonly switches: Switches
  readonly pads: Pads
  /** Starts looking at the doors; `changed` is called with each new sight. */
  watch(changed: (sight: Sight) => void): Watch
  say(line: string): void
}

export interface Landing {
  readonly port: number
  close(): Promise<void>
}

const MAX_FORM_BYTES = 1024
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
}
/** Names of this machine. Behind two of them a browser keeps two pages apart. */
const LOCAL: readonly string[] = ['localhost', '127.0.0.1']

class Refusal extends Error {
  readonly status: number
  constructor(status: number, words: string) {
    super(words)
    this.status = status
  }
}

export async function startLanding(options: LandingOptions, deps: LandingDeps): Promise<Landing> {
  const { ports, files } = options
  const { switches, pads, say } = deps
  const listeners = new Set<ServerResponse>()
  const tell = (name: string, data: object) => {
    for (const listener of listeners) listener.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  const sightEvent = (sight: Sight) => ({
    door: sight.door.name,
    at: sight.at,
    html: renderSight(sight).text,
  })
  const watch = deps.watch((sight) => tell('sight', sightEvent(sight)))
  const stopWatching = switches.watch((kind, door) => {
    if (kind !== 'stands') return
    watch.lookAnew(door)
    void switches
      .stands(door)
      .then((stands) =>
        tell('switch', { door, fault: stands?.fault ?? '', html: renderSwitchState(stands).text }),
      )
  })

  const page = async (request: IncomingMessage, response: ServerResponse) => {
    const rows = await Promise.all(
      watch.sights().map(async (sight) => ({ ...sight, stands: await switches.stands(sight.door.name) })),
    )
    send(
      response,
      200,
      renderPage({ rows, ports, hostname: hostnameOf(request) }),
      'text/html; charset=utf-8',
    )
  }

  const events = (response: ServerResponse) => {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' })
    // The page may be older than what was seen since.
    response.write('retry: 1000\n\n')
    listeners.add(response)
    response.once('close', () => listeners.delete(response))
    for (const sight of watch.sights())
      response.write(`event: sight\ndata: ${JSON.stringify(sightEvent(sight))}\n\n`)
  }

  const open = async (request: IncomingMessage, response: ServerResponse, path: readonly string[]) => {
    const [name = '', client = '', window = ''] = path
    const door = DOORS.find((each) => each.name === name)
    if (door === undefined || !isClient(client)) throw new Refusal(404, words.errors.noDoor)
    const title = words.padTitle[client](titleOf(door))
    const id = await pads.of(`${name}/${client}`, title).catch((failure) => {
      say(`landing: ${failure}`)
      throw new Refusal(503, words.errors.noPad)
    })
    const host = window === '2' ? otherName(hostnameOf(request)) : hostnameOf(request)
    redirect(response, `http://${host}:${portOf(door.number, ports)}${pathOf(client, id)}`)
  }

  const turn = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    // The page of somebody else, opened in the same browser, must not turn it.
    if (request.headers.origin !== `http://${request.headers.host}`)
      throw new Refusal(403, words.errors.foreign)
    if (!DOORS.some((each) => each.name === name)) throw new Refusal(404, words.errors.noDoor)
    const fault = new URLSearchParams(await bodyOf(request)).get('fault') || undefined
    if (!isChoice(doorNamed(name), fault)) throw new Refusal(400, words.errors.noChoice)
    await switches.want(name, fault === undefined ? {} : { fault })
    redirect(response, `/#${name}`)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [first = '', ...path] = new URL(request.url ?? '/', 'http://landing').pathname.slice(1).split('/')
    const file = files.get(first)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (isRead && first === '') return page(request, response)
    if (isRead && file !== undefined) return send(response, 200, ...file)
    if (isRead && first === 'health') return send(response, 200, '{"status":"OK"}', 'application/json')
    if (isRead && first === 'events') return events(response)
    if (isRead && first === 'open') return open(request, response, path)
    if (request.method === 'POST' && first === 'doors') return turn(request, response, path[0] ?? '')
    throw new Refusal(404, words.errors.noPage)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((failure: unknown) => {
      if (!(failure instanceof Refusal)) say(`landing: ${failure}`)
      const status = failure instanceof Refusal ? failure.status : 500
      send(response, status, `${(failure as Error).message}\n`, 'text/plain; charset=utf-8')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.address, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      stopWatching()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const listener of listeners) listener.end()
      server.closeAllConnections()
      await Promise.all([closed, watch.close()])
    },
  }
}

const send = (response: ServerResponse, status: number, text: string, type: string): void => {
  response.writeHead(status, { ...HEADERS, 'content-type': type })
  response.end(text)
}

const redirect = (response: ServerResponse, location: string): void => {
  response.writeHead(303, { ...HEADERS, location })
  response.end()
}

const hostnameOf = (request: IncomingMessage): string =>
  URL.parse(`http://${request.headers.host ?? ''}`)?.hostname || 'localhost'

const otherName = (name: string): string =>
  LOCAL.includes(name) ? (LOCAL.find((other) => other !== name) ?? name) : name

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) {
    text += part
    if (text.length > MAX_FORM_BYTES) throw new Refusal(413, words.errors.noChoice)
  }
  return text
}
