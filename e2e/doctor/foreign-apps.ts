/**
 * Servers of other makes, as npm delivers them and as people put them behind a proxy; and two stand-ins, built of
 * what Etherpad and Plane are known to answer, because neither runs here. Each listens on a free loopback port.
 */
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server as Hocuspocus } from '@hocuspocus/server'
import express, { type Express } from 'express'
import { Server as SocketIo } from 'socket.io'
import { WebSocketServer } from 'ws'
import { createReader, createWriter } from '../../protocol/bytes.ts'
import { startChild } from '../harness/child.ts'
import { ROOT } from '../harness/pad-server.ts'
import { freePort } from '../harness/ports.ts'

export interface ForeignApp {
  readonly port: number
  close(): Promise<void>
}

export interface ForeignAppKind {
  readonly name: string
  readonly dialect: string
  /** Below the origin: what is given to the doctor. */
  readonly path: string
  start(): Promise<ForeignApp>
}

const YWEBSOCKET: ForeignAppKind = {
  name: 'the server of y-websocket 2.1.0',
  dialect: 'y-websocket',
  path: '/',
  start: async () => {
    const port = await freePort()
    const child = startChild({
      name: 'y-websocket 2.1.0 server',
      command: [process.execPath, join(ROOT, 'node_modules/y-websocket-2/bin/server.cjs')],
      env: { HOST: '127.0.0.1', PORT: String(port) },
    })
    await child.line(/running at/)
    return { port, close: async () => void (await child.stop()) }
  },
}

const HOCUSPOCUS: ForeignAppKind = {
  name: 'Hocuspocus',
  dialect: 'hocuspocus',
  path: '/',
  start: async () => {
    const port = await freePort()
    const server = new Hocuspocus({ address: '127.0.0.1', port, quiet: true, stopOnSignals: false })
    await server.listen()
    return { port, close: async () => void (await server.destroy()) }
  },
}

const SOCKET_IO: ForeignAppKind = {
  name: 'socket.io',
  dialect: 'engine.io',
  path: '/',
  start: () => withSocketIo((app) => app.get('/', (_request, response) => void response.send('a page'))),
}

const ETHERPAD: ForeignAppKind = {
  name: 'a stand-in of Etherpad',
  dialect: 'etherpad',
  path: '/',
  start: () =>
    withSocketIo((app) => {
      app.get('/health', (_request, response) => {
        response.type('application/health+json').send(JSON.stringify({ status: 'pass', releaseId: '2.5.0' }))
      })
      app.get('/{*path}', (_request, response) => void response.send('<title>Etherpad</title>'))
    }),
}

const BARE_WS: ForeignAppKind = {
  name: 'bare ws',
  dialect: 'generic',
  path: '/',
  start: async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    return { port, close: () => closeSockets(server) }
  },
}

const EXPRESS_WS: ForeignAppKind = {
  name: 'a stand-in of Plane, in the shape of express-ws',
  dialect: 'plane',
  path: '/',
  start: () =>
    withWs('/live/collaboration', refuseToken, (app) => {
      app.get('/live/health', (_request, response) => {
        response.json({ status: 'OK', timestamp: '2026-01-01T00:00:00.000Z' })
      })
      app.get('/', (_request, response) => void response.send('<title>Plane</title>'))
      app.use((_request, response) => void response.status(404).json({ message: 'Not Found' }))
    }),
}

const SINGLE_PAGE: ForeignAppKind = {
  name: 'a single page with a fallback',
  dialect: 'generic',
  path: '/ws',
  start: () =>
    withWs(
      '/ws',
      () => {},
      (app) => {
        app.use((_request, response) => void response.send('<!doctype html><title>An app</title>'))
      },
    ),
}

export const FOREIGN_APPS: readonly ForeignAppKind[] = [
  YWEBSOCKET,
  HOCUSPOCUS,
  SOCKET_IO,
  ETHERPAD,
  EXPRESS_WS,
  BARE_WS,
  SINGLE_PAGE,
]

async function listen(server: HttpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function withSocketIo(routes: (app: Express) => void): Promise<ForeignApp> {
  const app = express()
  routes(app)
  const server = createServer(app)
  const io = new SocketIo(server)
  const port = await listen(server)
  return {
    port,
    close: async () => {
      await io.close()
      server.closeAllConnections()
    },
  }
}

async function withWs(
  path: string,
  talk: (message: Buffer) => Uint8Array | undefined,
  routes: (app: Express) => void,
): Promise<ForeignApp> {
  const app = express()
  routes(app)
  const server = createServer(app)
  const sockets = new WebSocketServer({ server, path })
  sockets.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      const answer = talk(message)
      if (answer !== undefined) socket.send(answer)
    })
  })
  const port = await listen(server)
  return {
    port,
    close: async () => {
      await closeSockets(sockets)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Hocuspocus' frame "permission denied", for whatever document was asked. */
const refuseToken = (message: Buffer): Uint8Array =>
  createWriter()
    .varString(createReader(message).varString())
    .varUint(2)
    .varUint(1)
    .varString('permission-denied')
    .finish()

async function closeSockets(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate()
  await new Promise((resolve) => server.close(resolve))
}
