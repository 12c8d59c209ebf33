/**
 * A socket as something to read from when one wants to: bytes wait here, within a bound, until somebody asks. An
 * error ends the reading for good, after what came before it. Knows nothing of what the bytes mean.
 */
import type { Duplex } from 'node:stream'
import { type WireFailure, wireFailure } from './failure.ts'
import { LIMITS } from './limits.ts'

export interface Stream {
  /** The next bytes, as they came; undefined at the end. Rejects with a WireFailure. */
  read(): Promise<Buffer | undefined>
  /** Puts bytes back in front. */
  unread(bytes: Buffer): void
  write(bytes: Uint8Array): void
  /** Ends it with a reason of our own; whoever reads or will read gets that reason. */
  fail(failure: WireFailure): void
  /** Lets go of the socket. */
  end(): void
  /** The bare socket, with nothing read from it any more. */
  release(): Duplex
}

export function createStream(socket: Duplex): Stream {
  const pieces: Buffer[] = []
  let waiting = 0
  let failure: WireFailure | undefined
  let ended = false
  let wake: (() => void) | undefined

  const look = () => {
    const call = wake
    wake = undefined
    call?.()
  }
  const take = (piece: Buffer) => {
    pieces.push(piece)
    waiting += piece.length
    if (waiting > LIMITS.waiting) socket.pause()
    look()
  }
  const finish = () => {
    ended = true
    look()
  }
  const broke = (error: unknown) => {
    failure ??= wireFailure(error)
    look()
  }
  socket.on('data', take)
  socket.on('end', finish)
  socket.on('close', finish)
  socket.on('error', broke)

  async function read(): Promise<Buffer | undefined> {
    for (;;) {
      const piece = pieces.shift()
      if (piece !== undefined) {
        waiting -= piece.length
        if (waiting <= LIMITS.waiting && socket.isPaused()) socket.resume()
        return piece
      }
      if (failure !== undefined) throw failure
      if (ended) return undefined
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  return {
    read,
    unread: (bytes) => {
      if (bytes.length === 0) return
      pieces.unshift(bytes)
      waiting += bytes.length
    },
    write: (bytes) => {
      // A refusal may come while a large body is still being sent; its error is told by reading.
      if (!socket.destroyed && socket.writable) socket.write(bytes)
    },
    fail: (reason) => {
      failure ??= reason
      socket.destroy()
      look()
    },
    end: () => {
      socket.destroy()
      finish()
    },
    release: () => {
      socket.off('data', take)
      socket.off('end', finish)
      socket.off('close', finish)
      return socket
    },
  }
}
