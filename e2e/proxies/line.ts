/** An open WebSocket to a deployment, on which a probe waits for frames. Refuses to know what they mean. */
import { type ClientOptions, WebSocket } from 'ws'
import { decodeFrames, type Frame } from '../../protocol/frames.ts'
import { PATIENCE_MS } from './ask.ts'
import { afterPatience } from './patience.ts'
import { openTunnel } from './tunnel.ts'
import type { Visit } from './visit.ts'

export interface Line {
  send(frame: Uint8Array): void
  /** The first frame that fits, past ones included; undefined when it does not come in time, or the end does. */
  frame(fits: (frame: Frame) => boolean, within?: number): Promise<Frame | undefined>
  ping(): void
  readonly isOpen: boolean
  end(): void
}

/** For one frame, in turns of this process. */
const FRAME_PATIENCE_MS = 5_000

/** Undefined when it does not open. */
export async function openLine(visit: Visit): Promise<Line | undefined> {
  const target = new URL(visit.url)
  const scheme = target.protocol === 'https:' ? 'wss' : 'ws'
  const path = `${target.pathname.replace(/\/$/, '')}/collab/${visit.pad}`
  const tunnel =
    visit.through === undefined ? undefined : await openTunnel(visit.through, target, ['http/1.1'])
  if (tunnel !== undefined && !('socket' in tunnel)) return undefined
  const options: ClientOptions & { servername: string } = {
    ...(tunnel && { createConnection: () => tunnel.socket }),
    headers: { Host: target.host },
    servername: target.hostname,
    rejectUnauthorized: false,
    perMessageDeflate: false,
    handshakeTimeout: PATIENCE_MS,
  }
  const socket = new WebSocket(`${scheme}://127.0.0.1:${visit.port}${path}`, options)
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const look = () => {
    for (const each of [...waiting]) each()
  }
  socket.on('error', () => {})
  socket.on('message', (data: Buffer) => {
    frames.push(...decodeFrames(new Uint8Array(data)))
    look()
  })
  socket.on('close', look)
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
  if (!isOpen) return undefined
  return {
    send: (frame) => socket.send(frame, () => {}),
    ping: () => {
      if (socket.readyState === socket.OPEN) socket.ping()
    },
    get isOpen() {
      return socket.readyState === socket.OPEN
    },
    end: () => socket.terminate(),
    frame: (fits, within = FRAME_PATIENCE_MS) =>
      new Promise((resolve) => {
        const settle = (frame: Frame | undefined) => {
          stop()
          waiting.delete(check)
          resolve(frame)
        }
        const check = () => {
          const found = frames.find(fits)
          if (found !== undefined) settle(found)
          else if (socket.readyState !== socket.OPEN) settle(undefined)
        }
        const stop = afterPatience(within, () => settle(undefined))
        waiting.add(check)
        check()
      }),
  }
}
