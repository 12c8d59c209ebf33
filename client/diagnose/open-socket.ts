/**
 * One WebSocket of the page as something to wait on: until it opens, until a frame comes, until it ends. It covers
 * what browsers do beside the book: a constructor that throws, and an `error` without a `close`.
 */
import { decodeFrames, type Frame } from '../../protocol/frames.ts'
import { afterPatience, type Timers } from './patience.ts'

export interface SocketDeps extends Timers {
  readonly WebSocket: new (url: string) => WebSocket
  now(): number
}

export interface OpenSocket {
  /** Did it open, and if not: did it end, or was the patience over? */
  readonly opened: 'opened' | 'ended' | 'hangs'
  /** Milliseconds until then. */
  readonly ms: number
  send(frame: Uint8Array): void
  /** Resolves with a frame that fits, also one that came before; undefined when it ended or `within` ms are over. */
  frame(fits: (frame: Frame) => boolean, within: number): Promise<Frame | undefined>
  /** Resolves with the end of it, or undefined when it lasts `within` ms. */
  end(within: number): Promise<{ readonly ms: number } | undefined>
  close(): void
}

/** How long after an `error` the `close` that belongs to it may take. */
const CLOSE_AFTER_ERROR_MS = 250

export function openSocket(url: string, patience: number, deps: SocketDeps): Promise<OpenSocket> {
  const begun = deps.now()
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  let state: 'opening' | 'open' | 'ended' = 'opening'
  let endedAt = 0
  let socket: WebSocket | undefined
  const changed = () => {
    for (const look of [...waiting]) look()
  }
  const ended = () => {
    if (state === 'ended') return
    state = 'ended'
    endedAt = deps.now()
    changed()
  }
  /** Resolves with true as soon as `holds`, else with false after so many milliseconds. */
  const until = (holds: () => boolean, within: number) =>
    new Promise<boolean>((resolve) => {
      const look = () => {
        if (holds()) stop(true)
      }
      const stopWaiting = afterPatience(within, () => stop(false), deps)
      const stop = (held: boolean) => {
        waiting.delete(look)
        stopWaiting()
        resolve(held)
      }
      waiting.add(look)
      look()
    })

  try {
    socket = new deps.WebSocket(url)
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      state = 'open'
      changed()
    }
    socket.onmessage = ({ data }) => {
      if (!(data instanceof ArrayBuffer)) return
      frames.push(...framesIn(new Uint8Array(data)))
      changed()
    }
    socket.onclose = ended
    socket.onerror = () => deps.setTimeout(ended, CLOSE_AFTER_ERROR_MS)
  } catch {
    ended()
  }

  const made = (opened: OpenSocket['opened']): OpenSocket => ({
    opened,
    ms: deps.now() - begun,
    send: (frame) => {
      if (socket?.readyState === 1) socket.send(frame as Uint8Array<ArrayBuffer>)
    },
    frame: async (fits, within) => {
      await until(() => state === 'ended' || frames.some(fits), within)
      return frames.find(fits)
    },
    end: async (within) => {
      const since = deps.now()
      return (await until(() => state === 'ended', within)) ? { ms: endedAt - since } : undefined
    },
    close: () => socket?.close(),
  })

  return until(() => state !== 'opening', patience).then(() => {
    if (state === 'opening') socket?.close()
    return made(state === 'open' ? 'opened' : state === 'ended' ? 'ended' : 'hangs')
  })
}

/** A message of another protocol holds none. */
function framesIn(message: Uint8Array): readonly Frame[] {
  try {
    return decodeFrames(message)
  } catch {
    return []
  }
}
