/**
 * The whole server in this process for the tests of admission, and what browsers and proxies would say to it. Used
 * by tests only.
 */
import { once } from 'node:events'
import { request } from 'node:http'
import { WebSocket } from 'ws'
import { decodeFrames } from '../../protocol/frames.ts'
import { readConfig } from '../config.ts'
import { makeWebRoot } from '../http/test-site.ts'
import { createServer } from '../server.ts'
import { quietLog } from '../storage/quiet-log.ts'

const cleanUps: (() => unknown)[] = []
/** To be called after each test. */
export async function stopAll(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
}

export type Headers = Readonly<Record<string, string>>
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}
export const codeOf = ({ body }: Answer): string => (JSON.parse(body.toString()) as { code: string }).code

export async function start(environment: Headers = {}) {
  const webRoot = makeWebRoot()
  cleanUps.push(webRoot.remove)
  const log = quietLog()
  const config = readConfig({
    PORT: '0',
    HOLDFAST_STORAGE: 'memory',
    HOLDFAST_EXHIBITS: 'off',
    ...environment,
  })
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
  return { log, server, ask, connect, socketTo, refused }
}

export const BINARY = { 'content-type': 'application/octet-stream' }
export const JSON_BODY = { 'content-type': 'application/json' }
export const as = (address: string): Headers => ({ 'x-forwarded-for': address })
export const closing = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString() }
}
export const cursorIn = ({ body }: Answer): string => {
  const [first] = decodeFrames(body)
  if (first?.type !== 'cursor') throw new Error('no cursor')
  return first.cursor
}
