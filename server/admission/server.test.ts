/** The whole server in this process: the same answer by WebSocket, exchange and API. */
import { once } from 'node:events'
import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodeAwareness } from '../../protocol/awareness.ts'
import { decodeFrames, encodeFrame } from '../../protocol/frames.ts'
import { readConfig } from '../config.ts'
import { makeWebRoot } from '../http/test-site.ts'
import { createServer } from '../server.ts'
import { quietLog } from '../storage/quiet-log.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

type Headers = Readonly<Record<string, string>>
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}
const codeOf = ({ body }: Answer): string => (JSON.parse(body.toString()) as { code: string }).code

async function start(environment: Headers = {}) {
  const webRoot = makeWebRoot()
  cleanUps.push(webRoot.remove)
  const log = quietLog()
  const config = readConfig({ PORT: '0', HOLDFAST_STORAGE: 'memory', ...environment })
  const server = await createServer(config, { log, webRoot: webRoot.folder, version: '1' })
  cleanUps.push(server.close)

  /** fetch may not set Host and Origin; a browser and a proxy do. */
  const ask = (method: string, path: string, headers: Headers = {}, body?: Uint8Array | string) =>
    new Promise<Answer>((resolve, reject) => {
      const asking = request(server.address + path, { method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
      asking.on('error', reject)
      asking.end(body)
    })

  /** The open socket, or the answer that refused it. */
  async function connect(path: string, headers: Headers = {}): Promise<WebSocket | Answer> {
    const socket = new WebSocket(server.address.replace('http', 'ws') + path, { headers })
    cleanUps.push(() => socket.terminate())
    socket.on('error', () => {})
    return new Promise((resolve) => {
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', async (_request, response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers, body: Buffer.concat(chunks) })
      })
    })
  }
  const socketTo = async (path: string, headers: Headers = {}): Promise<WebSocket> => {
    const socket = await connect(path, headers)
    if (!(socket instanceof WebSocket)) throw new Error(`refused: ${socket.status} ${socket.body}`)
    return socket
  }
  const refused = async (path: string, headers: Headers = {}): Promise<Answer> => {
    const answer = await connect(path, headers)
    if (answer instanceof WebSocket) throw new Error('it opened')
    return answer
  }
  return { log, ask, connect, socketTo, refused }
}

const BINARY = { 'content-type': 'application/octet-stream' }
const JSON_BODY = { 'content-type': 'application/json' }
const as = (address: string): Headers => ({ 'x-forwarded-for': address })
const closing = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString() }
}
const cursorIn = ({ body }: Answer): string => {
  const [first] = decodeFrames(body)
  if (first?.type !== 'cursor') throw new Error('no cursor')
  return first.cursor
}
/** Text that nobody wrote before, as one update. */
const edit = (): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'x')
  return encodeFrame({ type: 'update', update: Y.encodeStateAsUpdate(doc) })
}
const ping = encodeFrame({ type: 'ping', id: 1 })

describe('whose page it is', () => {
  type Started = Awaited<ReturnType<typeof start>>
  const tokenOf = async ({ ask }: Started): Promise<string> =>
    (JSON.parse((await ask('GET', '/api/page-token')).body.toString()) as { token: string }).token

  /** By each of the three ways: whether it came in. */
  async function comesIn({ ask, connect }: Started, headers: Headers, query = ''): Promise<boolean[]> {
    const socket = await connect(`/collab/a?${query}`, headers)
    const exchange = await ask('POST', `/collab/a/exchange?${query}`, headers)
    const api = await ask('POST', `/api/pads?${query}`, { ...JSON_BODY, ...headers }, '{}')
    if (!(socket instanceof WebSocket))
      expect([socket.status, codeOf(socket)]).toEqual([403, 'foreign-origin'])
    for (const answer of [exchange, api]) {
      if (answer.status >= 400) expect([answer.status, codeOf(answer)]).toEqual([403, 'foreign-origin'])
    }
    return [socket instanceof WebSocket, exchange.status === 200, api.status === 201]
  }
  const all = [true, true, true]
  const none = [false, false, false]

  test('[AD1, AD2] the same headers get the same answer by WebSocket, exchange and API', async () => {
    const started = await start({
      HOLDFAST_PUBLIC_URL: 'https://pads.example/',
      HOLDFAST_ORIGINS: 'https://wiki.example, https://blog.example:8443',
    })
    const matrix: readonly (readonly [Headers, boolean[]])[] = [
      [{}, all],
      [{ host: 'here.example', origin: 'http://here.example' }, all],
      [{ origin: 'https://pads.example' }, all],
      [{ origin: 'https://wiki.example' }, all],
      [{ origin: 'https://blog.example:8443' }, all],
      [{ origin: 'http://lost.example', 'sec-fetch-site': 'same-origin' }, all],
      [{ origin: 'http://far.example', 'x-forwarded-host': 'far.example' }, all],
      [{ origin: 'https://evil.example' }, none],
      [{ origin: 'https://blog.example' }, none],
      [{ origin: 'null' }, none],
      [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, none],
      [{ 'sec-fetch-site': 'cross-site' }, none],
    ]
    for (const [headers, expected] of matrix) {
      expect(await comesIn(started, headers), JSON.stringify(headers)).toEqual(expected)
    }
  })

  test('[AD1] X-Forwarded-Host counts from a trusted proxy only', async () => {
    const started = await start({ HOLDFAST_TRUSTED_PROXIES: '' })
    const headers = { origin: 'http://far.example', 'x-forwarded-host': 'far.example' }
    expect(await comesIn(started, headers)).toEqual(none)
  })

  test('[AD1, AD3] a page token lets in, as parameter by all ways and as header on the API', async () => {
    const started = await start()
    const token = await tokenOf(started)
    const lost = { origin: 'http://lost.example' }
    expect(await comesIn(started, lost, `token=${token}`)).toEqual(all)
    expect(await comesIn(started, lost, `token=${token}x`)).toEqual(none)
    const api = await started.ask(
      'POST',
      '/api/pads',
      { ...JSON_BODY, ...lost, 'holdfast-token': token },
      '{}',
    )
    expect(api.status).toBe(201)
    const other = await start()
    expect(await comesIn(other, lost, `token=${token}`)).toEqual(none)
  })

  test('[AD3] the token is in our pages and at its address, and neither is for other sites or caches', async () => {
    const { ask } = await start()
    for (const path of ['/', '/p/a', '/api/page-token']) {
      const { body, headers } = await ask('GET', path, { origin: 'https://evil.example' })
      expect(body.toString(), path).toMatch(/"token":"[0-9a-z]+\.[\w-]{16}"/)
      expect(headers['cache-control'], path).toBe('no-store')
      expect(headers['access-control-allow-origin'], path).toBeUndefined()
    }
    const preflight = await ask('OPTIONS', '/api/page-token', {
      origin: 'https://evil.example',
      'access-control-request-headers': 'holdfast-token',
    })
    expect(preflight.headers['access-control-allow-headers']).toBeUndefined()
    expect((await ask('GET', '/offline')).body.toString()).not.toContain('token')
  })

  test('[AD2] a refusal says what was received and expected, and is logged once per source, origin and hour', async () => {
    const { refused, log } = await start({ HOLDFAST_PUBLIC_URL: 'https://pads.example/' })
    const headers = { host: 'inner:3000', origin: 'http://lost.example', ...as('198.51.100.7') }
    for (let time = 0; time < 3; time += 1) {
      expect(JSON.parse((await refused('/collab/a', headers)).body.toString())).toMatchObject({
        received: 'http://lost.example',
        expected: ['https://pads.example', 'inner:3000'],
      })
    }
    await refused('/collab/a', { ...headers, origin: 'https://evil.example' })
    const told = log.told('admission.denied')
    expect(told.map(({ fields }) => fields.received)).toEqual(['http://lost.example', 'https://evil.example'])
    expect(told[0]?.fields).toMatchObject({ source: '198.51.100.7', option: 'HOLDFAST_PUBLIC_URL' })
  })
})

describe('how much', () => {
  test('[AD7, AD9] connections of one address are counted over both transports, whatever it claims to be', async () => {
    const { ask, socketTo, refused } = await start({ HOLDFAST_LIMIT_CONNECTIONS_PER_ADDRESS: '2' })
    const spoof = (n: number) => as(`203.0.113.${n}, 198.51.100.7`)
    const first = await socketTo('/collab/a', spoof(1))
    expect((await ask('POST', '/collab/b/exchange', spoof(2))).status).toBe(200)
    const third = await refused('/collab/c', spoof(3))
    expect([third.status, codeOf(third), third.headers['retry-after']]).toEqual([429, 'address-full', '5'])
    const fourth = await ask('POST', '/collab/d/exchange', spoof(4))
    expect([fourth.status, codeOf(fourth), fourth.headers['retry-after']]).toEqual([429, 'address-full', '5'])
    await socketTo('/collab/a', as('198.51.100.8'))
    first.close()
    await closing(first)
    await socketTo('/collab/a', spoof(5))
  })

  test('[AD9, AD14] a full pad and a full server are 503 with Retry-After by both ways', async () => {
    const { ask, socketTo, refused } = await start({
      HOLDFAST_LIMIT_CONNECTIONS_PER_PAD: '1',
      HOLDFAST_LIMIT_CONNECTIONS: '2',
    })
    await socketTo('/collab/a')
    const both = async (pad: string) =>
      [await refused(`/collab/${pad}`), await ask('POST', `/collab/${pad}/exchange`)].map((answer) => [
        answer.status,
        codeOf(answer),
        answer.headers['retry-after'],
      ])
    expect(await both('a')).toEqual(Array(2).fill([503, 'pad-full', '5']))
    expect((await ask('POST', '/collab/b/exchange')).status).toBe(200)
    expect(await both('c')).toEqual(Array(2).fill([503, 'server-full', '5']))
    expect((await ask('GET', '/p/a')).status).toBe(200)
  })

  test('[AD9] a handshake that is none takes no place', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_CONNECTIONS: '1' })
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
    expect((await ask('GET', '/collab/a', headers)).status).toBe(400)
    await socketTo('/collab/a')
  })

  test('[AD10] openings of one address are counted over both transports, going on is none', async () => {
    const { ask, socketTo, refused } = await start({ HOLDFAST_LIMIT_JOINS_PER_ADDRESS: '2' })
    const ada = as('198.51.100.7')
    await socketTo('/collab/a', ada)
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange', ada))
    expect(codeOf(await refused('/collab/a', ada))).toBe('too-many-joins')
    const again = await ask('POST', '/collab/a/exchange', ada)
    expect([again.status, codeOf(again)]).toEqual([429, 'too-many-joins'])
    expect((await ask('POST', `/collab/a/exchange?cursor=${cursor}`, ada)).status).toBe(200)
    await socketTo('/collab/a', as('198.51.100.8'))
  })

  test('[AD11, AD14] frames over the limit close a WebSocket with 1013 and are 429 by exchange', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_FRAMES_PER_PEER: '1' })
    const socket = await socketTo('/collab/a?holdfast=1')
    const other = await socketTo('/collab/a?holdfast=1')
    let pongs = 0
    socket.on('message', (data: Buffer) => {
      if (decodeFrames(data)[0]?.type === 'pong') pongs += 1
    })
    for (let sent = 0; sent < 11; sent += 1) socket.send(ping)
    const { code, reason } = await closing(socket)
    expect([code, pongs]).toEqual([1013, 10])
    expect(reason).toMatch(/^retry-after=\d+; too-many-frames$/)
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = (frames: number) =>
      ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, Buffer.concat(Array(frames).fill(ping)))
    expect((await send(10)).status).toBe(200)
    const over = await send(1)
    expect([over.status, codeOf(over), over.headers['retry-after']]).toEqual([429, 'too-many-frames', '1'])
    other.send(ping)
    await once(other, 'message')
  })

  test('[AD11] awareness that tells nothing new is no frame', async () => {
    const { socketTo } = await start({ HOLDFAST_LIMIT_FRAMES_PER_PEER: '1' })
    const socket = await socketTo('/collab/a?holdfast=1')
    const entries = encodeAwareness([{ client: 5, clock: 1, state: '{"user":{}}' }])
    for (let sent = 0; sent < 100; sent += 1) socket.send(encodeFrame({ type: 'awareness', entries }))
    const pong = new Promise((resolve) => {
      socket.on('message', (data: Buffer) => decodeFrames(data)[0]?.type === 'pong' && resolve('pong'))
      socket.on('close', () => resolve('closed'))
    })
    socket.send(ping)
    expect(await pong).toBe('pong')
    for (let clock = 2; clock < 20; clock += 1) {
      const news = encodeAwareness([{ client: 5, clock, state: '{"user":{}}' }])
      socket.send(encodeFrame({ type: 'awareness', entries: news }))
    }
    expect((await closing(socket)).code).toBe(1013)
  })

  test('[AD11] bytes over the limit close a WebSocket with 1013 and are 429 by exchange', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_BYTES_PER_PEER: '1024' })
    const large = encodeFrame({ type: 'awareness', entries: new Uint8Array(30_000) })
    const socket = await socketTo('/collab/a')
    const unknown = Uint8Array.of(99, ...large)
    socket.send(unknown)
    socket.send(unknown)
    expect(await closing(socket)).toMatchObject({
      code: 1013,
      reason: expect.stringContaining('too-many-bytes'),
    })
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = () => ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, unknown)
    expect((await send()).status).toBe(200)
    expect(codeOf(await send())).toBe('too-many-bytes')
  })

  test('[AD12] a frame over the limit ends a WebSocket with 1009 and is 413 by exchange', async () => {
    const limit = 64 * 1024
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_FRAME: String(limit) })
    // Type, step, and three bytes of length come before the update.
    const frame = (size: number) =>
      encodeFrame({ type: 'update', update: Uint8Array.of(0, 0, ...new Uint8Array(size - 7)) })
    const cursor = cursorIn(await ask('POST', '/collab/a/exchange'))
    const send = (size: number) => ask('POST', `/collab/a/exchange?cursor=${cursor}`, BINARY, frame(size))
    const tooLarge = await send(limit + 1)
    expect([tooLarge.status, codeOf(tooLarge)]).toEqual([413, 'frame-too-large'])
    // What follows an empty update is refused for what it is, not for its size.
    expect(codeOf(await send(limit))).toBe('bad-frame')
    const over = await socketTo('/collab/a')
    over.send(frame(limit + 1))
    expect((await closing(over)).code).toBe(1009)
    const under = await socketTo('/collab/a')
    under.send(frame(limit))
    expect((await closing(under)).code).toBe(4400)
  })

  test('[AD13] pads of one address are counted by API and first edit, by both ways; those that are there go on', async () => {
    const { ask, socketTo } = await start({ HOLDFAST_LIMIT_PADS_PER_ADDRESS: '2' })
    const ada = as('198.51.100.7')
    const make = (headers: Headers) => ask('POST', '/api/pads', { ...JSON_BODY, ...headers }, '{}')
    expect((await make(ada)).status).toBe(201)
    const first = await socketTo('/collab/a?holdfast=1', ada)
    first.send(edit())
    const saved = new Promise((resolve) =>
      first.on(
        'message',
        (data: Buffer) => decodeFrames(data)[0]?.type === 'acknowledgement' && resolve(true),
      ),
    )
    expect(await saved).toBe(true)
    const api = await make(ada)
    expect([api.status, codeOf(api)]).toEqual([429, 'too-many-pads'])
    const second = await socketTo('/collab/b', ada)
    second.send(edit())
    expect(await closing(second)).toMatchObject({
      code: 1013,
      reason: expect.stringContaining('too-many-pads'),
    })
    const cursor = cursorIn(await ask('POST', '/collab/c/exchange', ada))
    const third = await ask('POST', `/collab/c/exchange?cursor=${cursor}`, { ...BINARY, ...ada }, edit())
    expect([third.status, codeOf(third)]).toEqual([429, 'too-many-pads'])
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(60)
    for (const pad of ['b', 'c']) expect((await ask('GET', `/api/pads/${pad}`)).status).toBe(404)
    const known = cursorIn(await ask('POST', '/collab/a/exchange', ada))
    expect(
      (await ask('POST', `/collab/a/exchange?cursor=${known}`, { ...BINARY, ...ada }, edit())).status,
    ).toBe(200)
    expect((await make(as('198.51.100.8'))).status).toBe(201)
  })
})

describe('below a path', () => {
  const prefixed = { 'x-forwarded-prefix': '/team/pads' }

  test('[AD16] a trusted proxy says it: pages, assets, API, socket and exchange, cut off or passed on', async () => {
    const { ask, socketTo } = await start()
    for (const path of ['/p/a', '/team/pads/p/a']) {
      const page = (await ask('GET', path, prefixed)).body.toString()
      expect(page).toContain('src="/team/pads/assets/pad-1.js"')
      expect(page).toContain('"base":"/team/pads/"')
    }
    const made = await ask('POST', '/api/pads', { ...JSON_BODY, ...prefixed }, '{}')
    expect(made.headers.location).toMatch(/^\/team\/pads\/p\//)
    expect((await ask('GET', '/team/pads/assets/pad-1.js', prefixed)).status).toBe(200)
    expect((await ask('GET', '/team/pads', prefixed)).headers.location).toBe('/team/pads/')
    expect((await ask('POST', '/team/pads/collab/a/exchange', prefixed)).status).toBe(200)
    for (const path of ['/team/pads/collab/a', '/collab/a']) await socketTo(path, prefixed)
  })

  test('[AD16] without one, from others, or as no plain path it is nothing', async () => {
    const { ask } = await start()
    for (const prefix of [
      '//evil.example',
      '/a/../b',
      '/"><script>',
      '/a?b',
      'a',
      '/a, /b',
      `/${'a'.repeat(65)}`,
    ]) {
      const page = (await ask('GET', '/p/a', { 'x-forwarded-prefix': prefix })).body.toString()
      expect(page, prefix).toContain('"base":"/"')
    }
    const other = await start({ HOLDFAST_TRUSTED_PROXIES: '10.0.0.0/8' })
    expect((await other.ask('GET', '/p/a', prefixed)).body.toString()).toContain('"base":"/"')
    const told = await start({ HOLDFAST_PUBLIC_URL: 'https://pads.example/own/' })
    expect((await told.ask('GET', '/p/a', prefixed)).body.toString()).toContain('"base":"/own/"')
  })
})
