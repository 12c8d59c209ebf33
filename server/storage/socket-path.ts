/**
 * Where a unix domain socket of the data folder lies, in the shorter of its two spellings: the kernel takes about a
 * hundred bytes, a folder's path may have thousands. It refuses to know what is said over the socket.
 */
import { relative, resolve } from 'node:path'

/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included; a renamed one is longer. */
export const MAX_SOCKET_PATH_BYTES = 100

export interface SocketPath {
  readonly path: string
  readonly bytes: number
  /** Longer than a socket's path may be. */
  readonly tooLong: boolean
}

export const socketPath = (folder: string, name: string): SocketPath => {
  const absolute = resolve(folder, name)
  const fromHere = relative(process.cwd(), absolute)
  const path = Buffer.byteLength(fromHere) < Buffer.byteLength(absolute) ? fromHere : absolute
  const bytes = Buffer.byteLength(path)
  return { path, bytes, tooLong: bytes > MAX_SOCKET_PATH_BYTES }
}
