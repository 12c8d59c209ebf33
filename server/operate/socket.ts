/**
 * The operator's door to a running server: a unix domain socket in the data folder that only the server's own user
 * (and root) may open. Whoever holds the folder's lock owns the name, so a socket that is already there was left by
 * a killed server and is removed. It refuses to know what an answer says.
 */
import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Log } from '../log.ts'
import { socketPath } from '../storage/socket-path.ts'
import type { Answers } from './answers.ts'
import { greetingLine, MAX_LINE_BYTES, readAsk } from './wire.ts'

export const SOCKET_NAME = 'operate.sock'
/** Operators at once; each may hold back that disk space is freed. */
const MAX_CONNECTIONS = 8
/** Whoever connects says within this time what they want. */
const ASK_MS = 10_000
/** Whoever takes nothing of an answer for so long is cut off. */
const STALLED_MS = 5 * 60_000

export interface OperateSocket {
  /** Cuts off whoever is being answered, and removes the socket. */
  close(): Promise<void>
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    // The kernel makes the socket within this call: nobody else can open it before its mode is narrowed.
    const before = process.umask(0o177)
    try {
      server.listen(path, () => {
        server.off('error', reject)
        resolve()
      })
    } finally {
      process.umask(before)
    }
  })

/** What comes behind the line is dropped: it is read only so that the end of the connection is noticed. */
const firstLine = (socket: Socket): Promise<string | undefined> =>
  new Promise((resolve) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      if (text.length > MAX_LINE_BYTES) return
      text += part
      if (text.includes('\n') || text.length > MAX_LINE_BYTES) resolve(text.split('\n')[0])
    })
    socket.once('close', () => resolve(undefined))
  })

/** The folder's lock must be held. Rejects with the system's error, or one that says that the path is too long. */
export const openOperateSocket = async (
  options: { readonly folder: string; readonly version: string },
  deps: { readonly answers: Answers; readonly log: Log },
): Promise<OperateSocket> => {
  const { path, bytes, tooLong } = socketPath(options.folder, SOCKET_NAME)
  if (tooLong) throw new Error(`the path ${path} is too long for a socket: ${bytes} bytes`)
  const open = new Set<Socket>()

  const serve = async (socket: Socket): Promise<void> => {
    socket.setTimeout(ASK_MS, () => socket.destroy())
    const asked = readAsk(await firstLine(socket))
    if ('refused' in asked) {
      socket.end(greetingLine({ server: options.version, error: asked.refused }))
      return
    }
    socket.setTimeout(STALLED_MS)
    deps.log.info('operate.asked', { ask: asked.ask })
    socket.write(greetingLine({ server: options.version }))
    await pipeline(Readable.from(deps.answers[asked.ask](), { objectMode: false }), socket)
  }

  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // Whoever hangs up in the middle is no fault of the server's; `close` follows.
    socket.on('error', (error) => deps.log.debug('operate.cut-off', { reason: error.message }))
    serve(socket).catch((error: unknown) => {
      deps.log.warn('operate.answer-failed', { reason: String(error) })
      socket.destroy()
    })
  })
  server.maxConnections = MAX_CONNECTIONS
  await rm(path, { force: true })
  await listen(server, path)
  server.unref()

  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
