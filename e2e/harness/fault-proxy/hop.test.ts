import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type Hop, startHop } from './hop.ts'

let server: Server
let hop: Hop
const seen: (string | undefined)[] = []

beforeEach(async () => {
  seen.length = 0
  server = createServer((request, response) => {
    seen.push(request.headers.upgrade, request.headers['sec-websocket-key'] && 'key')
    if (request.url === '/held') return
    response.end('from the server')
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  hop = await startHop((server.address() as AddressInfo).port)
})

afterEach(async () => {
  await hop.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** What becomes of a WebSocket: an echo, or the status of the refusal. */
const tried = () =>
  new Promise<string>((resolve) => {
    const socket = new WebSocket(hop.url.replace('http', 'ws'))
    socket.on('open', () => socket.send('echo'))
    socket.on('message', (data) => {
      resolve(String(data))
      socket.close()
    })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(String(response.statusCode))
    })
    socket.on('error', (failure) => resolve(failure.message))
  })

test('[E320] an upgrade passes, is refused with a status, or goes on as an ordinary GET', async () => {
  expect(await tried()).toBe('echo')
  hop.rules({ upgrade: 403 })
  expect(await tried()).toBe('403')
  hop.rules({ upgrade: 'strip' })
  expect(await tried()).toBe('200')
  expect(seen).toEqual([undefined, 'key'])
})

test('[E320] a WebSocket that passed can be cut', async () => {
  const socket = new WebSocket(hop.url.replace('http', 'ws'))
  await new Promise((resolve) => socket.on('open', resolve))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  hop.cutWebSockets()
  expect(await closed).toBe(1006)
})

test('[E320] held requests are cut with 504 and large bodies refused with 413, others pass', async () => {
  hop.rules({ answerWithin: 50, maxBody: 10 })
  expect((await fetch(`${hop.url}/held`)).status).toBe(504)
  expect((await fetch(hop.url, { method: 'POST', body: 'x'.repeat(11) })).status).toBe(413)
  expect(await (await fetch(hop.url, { method: 'POST', body: 'small' })).text()).toBe('from the server')
})
