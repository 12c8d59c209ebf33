/** What stands at the end of a way: the app, two of them, or something that only looks like one. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import type { Way } from '../../proxy-configs/fault.ts'
import { startFaultProxy } from '../harness/fault-proxy/fault-proxy.ts'
import { freePort } from '../harness/ports.ts'
import type { Apps } from './apps.ts'

/** Ends what was started; collected while starting, called in reverse. */
export type Closing = () => Promise<void>

export async function startEnd(
  way: Way,
  apps: Apps,
  closings: Closing[],
): Promise<{ readonly upstreams: readonly string[]; readonly direct: string | undefined }> {
  const env = way.environment ?? {}
  const end = way.end ?? 'app'
  if (end === 'down') return { upstreams: [`127.0.0.1:${await freePort()}`], direct: undefined }
  if (end === 'silent') return { upstreams: [`127.0.0.1:${await startSilence(closings)}`], direct: undefined }
  const app = await apps.app(env)
  const others: { readonly port: number }[] = []
  if (end === 'strangers') others.push(await apps.app(env, 1))
  if (end === 'two-addresses') {
    const second = await startFaultProxy(app.port)
    closings.push(second.close)
    others.push(second)
  }
  return { upstreams: [app, ...others].map(({ port }) => `127.0.0.1:${port}`), direct: app.url }
}

/** Accepts connections and never answers. */
async function startSilence(closings: Closing[]): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  return listenFor(server, closings, () => {
    for (const socket of sockets) socket.destroy()
  })
}

/** Answers every request with one status, as a login or a maintenance page of others does. */
export async function startStub(status: number, closings: Closing[]): Promise<number> {
  const headers = status === 302 ? { Location: '/login' } : {}
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/plain', ...headers })
    response.end('stub')
  })
  return listenFor(server, closings, () => server.closeAllConnections())
}

/** Listens on a free port of the loopback until the closings are called; `cut` ends what is open then. */
export async function listenFor(
  server: Server | ReturnType<typeof createTcpServer>,
  closings: Closing[],
  cut: () => void,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closings.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    cut()
    await closed
  })
  return (server.address() as AddressInfo).port
}
