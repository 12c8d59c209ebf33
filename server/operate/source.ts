/**
 * Where the data is asked: a running server when one answers on the folder's socket, else the folder itself. Which
 * of the two it was is said, and the answers are the same. It refuses to know what they say.
 */
import { access } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { resolve } from 'node:path'
import type { Log } from '../log.ts'
import { systemCode } from '../storage/file-system.ts'
import { createLogStorage } from '../storage/log/engine.ts'
import { createNodeFileSystem } from '../storage/node-file-system.ts'
import { MAX_SOCKET_PATH_BYTES, socketPath } from '../storage/socket-path.ts'
import { StorageError } from '../storage/storage.ts'
import { type Ask, createAnswers } from './answers.ts'
import { createByteReader } from './byte-reader.ts'
import { UnreachableError } from './outcome.ts'
import { SOCKET_NAME } from './socket.ts'
import { askLine, MAX_LINE_BYTES, readGreeting } from './wire.ts'

export interface Source {
  /** One clause: who answers. */
  readonly said: string
  /** One answer; a source is asked once. */
  ask(what: Ask): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

export interface SourceDeps {
  readonly version: string
  now(): number
  /** What the folder said when it was opened, such as a torn tail. */
  readonly log: Log
}

/** A server that says nothing for so long does not answer: it reads a pad, or checks a whole folder, in between. */
const SILENT_MS = 5 * 60_000

/** The connection; undefined when nobody listens there. */
const dial = (path: string): Promise<Socket | undefined> =>
  new Promise((settle, fail) => {
    const socket = connect(path)
    socket.once('connect', () => settle(socket))
    socket.once('error', (error) => {
      const code = systemCode(error)
      if (code === 'ENOENT' || code === 'ECONNREFUSED') settle(undefined)
      else fail(error)
    })
  })

const tooLong = (folder: string, path: string, bytes: number): UnreachableError =>
  new UnreachableError(
    `The path ${path} is too long for a socket: ${bytes} bytes, at most ${MAX_SOCKET_PATH_BYTES}. Change into ${folder} and name it as: --data .`,
  )

const notMine = (folder: string): UnreachableError =>
  new UnreachableError(
    `The data folder ${folder} belongs to another user. Run this as the user the server runs as, or as root.`,
  )

const asOperator = async (folder: string): Promise<Socket | undefined> => {
  const { path, bytes, tooLong: refused } = socketPath(folder, SOCKET_NAME)
  if (refused) throw tooLong(folder, path, bytes)
  try {
    return await dial(path)
  } catch (error) {
    if (systemCode(error) === 'EACCES' || systemCode(error) === 'EPERM') throw notMine(folder)
    throw error
  }
}

async function* answered(socket: Socket, what: Ask): AsyncGenerator<Uint8Array> {
  socket.setTimeout(SILENT_MS, () =>
    socket.destroy(new UnreachableError('The running server says nothing any more. See its log.')),
  )
  socket.write(askLine(what))
  const reader = createByteReader(socket as AsyncIterable<Uint8Array>)
  try {
    const greeting = readGreeting(await reader.line(MAX_LINE_BYTES))
    if (greeting === undefined)
      throw new UnreachableError(
        `What answers on ${SOCKET_NAME} is no Holdfast server, is just stopping, or is asked by too many at once.`,
      )
    if (greeting.error !== undefined)
      throw new UnreachableError(`The running server (${greeting.server}) refuses: ${greeting.error}`)
    yield* reader.rest()
  } catch (error) {
    throw systemCode(error) === undefined ? error : brokenOff(error)
  }
}

/** The server stopped or broke while it answered; `error` is how that was noticed. */
export const brokenOff = (error: unknown): UnreachableError =>
  new UnreachableError(
    `The server stopped or broke while it answered: the answer is not whole. See its log, and try again. (${error instanceof Error ? error.message : String(error)})`,
  )

const throughServer = (socket: Socket): Source => ({
  said: 'through the running server',
  ask: (what) => answered(socket, what),
  close: async () => {
    socket.destroy()
  },
})

const openFolder = async (folder: string, deps: SourceDeps): Promise<Source> => {
  // Opening would make a folder where none is: a mistyped name must not look like one without pads.
  const format = `${folder}/format.json`
  await access(format).catch((error: unknown) => {
    if (systemCode(error) === 'EACCES') throw notMine(folder)
    throw new UnreachableError(
      `There is no data of Holdfast in ${folder} (no format.json). Name the server's folder with --data, or HOLDFAST_DATA.`,
    )
  })
  try {
    const storage = await createLogStorage({ folder }, { fileSystem: createNodeFileSystem(), log: deps.log })
    const answers = createAnswers({ ...deps, storage, people: () => 0 })
    return {
      said: 'from the folder, no server runs on it',
      ask: (what) => answers[what](),
      close: storage.close,
    }
  } catch (error) {
    if (systemCode(error) === 'EACCES') throw notMine(folder)
    if (error instanceof StorageError && error.code === 'folder-in-use') {
      throw new UnreachableError(
        `A process uses ${folder} and does not answer on ${SOCKET_NAME}: it is just starting or stopping, is another command, or a server of an older release. Try again, or stop it first.`,
      )
    }
    throw error
  }
}

/** Rejects with UnreachableError when neither way leads to the data, and with StorageError as a server's start does. */
export const openSource = async (named: string, deps: SourceDeps): Promise<Source> => {
  const folder = resolve(named)
  const socket = await asOperator(folder)
  return socket === undefined ? openFolder(folder, deps) : throughServer(socket)
}
