/**
 * One process per data folder, by a listening unix domain socket in the folder itself. A process id in a file
 * means nothing in another container that shares the volume, and outlives a crash; a socket answers exactly as
 * long as its holder lives, and the kernel finds it by the file, whichever container asks. It refuses to know
 * what the folder is for.
 */
import { randomBytes } from 'node:crypto'
import { rename, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type FolderLock, systemCode } from './file-system.ts'
import { MAX_SOCKET_PATH_BYTES, socketPath } from './socket-path.ts'
import { StorageError } from './storage.ts'

const SOCKET_NAME = 'in-use.sock'
/** Between bind and listen a holder that just starts refuses connections; ask again before calling it stale. */
const SECOND_LOOK_MS = 50
const ATTEMPTS = 3

const listen = (path: string): Promise<Server> =>
  new Promise((settle, fail) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', fail)
    server.listen(path, () => {
      server.off('error', fail)
      // The lock alone keeps no process alive.
      server.unref()
      settle(server)
    })
  })

const answers = (path: string): Promise<boolean> =>
  new Promise((settle, fail) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      settle(true)
    })
    socket.once('error', (error) => {
      const code = systemCode(error)
      if (code === 'ECONNREFUSED' || code === 'ENOENT') settle(false)
      else if (code === 'EAGAIN' || code === 'ECONNRESET') settle(true)
      else fail(error)
    })
  })

const inUse = (folder: string): StorageError =>
  new StorageError(
    'folder-in-use',
    `Another process is using the data folder ${folder} (it answers on ${SOCKET_NAME} there). Two servers on one folder would overwrite each other. Stop the other one, or give this one another folder.`,
  )

/** Takes a dead holder's socket away; true when it was dead. A live one that came in between is put back. */
const removeStale = async (path: string): Promise<boolean> => {
  const aside = `${path}.${randomBytes(2).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    throw error
  }
  if (await answers(aside)) {
    await rename(aside, path)
    return false
  }
  await unlink(aside)
  return true
}

export const lockFolder = async (folder: string): Promise<FolderLock> => {
  const { path, bytes, tooLong } = socketPath(folder, SOCKET_NAME)
  if (tooLong) {
    throw new StorageError(
      'write-failed',
      `The path of the data folder is too long for its lock: ${path} has ${bytes} bytes, a socket's path at most ${MAX_SOCKET_PATH_BYTES}. Use a shorter path, or start the server nearer to the folder.`,
    )
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      const server = await listen(path)
      return { release: () => new Promise((done) => server.close(() => done())) }
    } catch (error) {
      if (systemCode(error) !== 'EADDRINUSE') {
        throw new StorageError(
          'write-failed',
          `The data folder ${folder} cannot be locked: ${error instanceof Error ? error.message : String(error)}. Its file system must allow unix domain sockets and the server must be allowed to write there.`,
          { cause: error },
        )
      }
    }
    if (await answers(path)) throw inUse(folder)
    await delay(SECOND_LOOK_MS)
    if (await answers(path)) throw inUse(folder)
    if (!(await removeStale(path))) throw inUse(folder)
  }
  throw inUse(folder)
}
