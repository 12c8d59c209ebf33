/**
 * A WebSocket as a room sees it. Messages become frames, frames become messages, one each way per message, as
 * y-websocket reads them; what is handed over together goes to the kernel in one write. A reader that falls
 * too far behind is closed with "try again later": it comes back and is brought up to date by sync.
 */
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { CLOSE_CODES, type CloseReason } from '../../protocol/close-codes.ts'
import { type Ending, noTraffic, type Traffic } from '../metrics/attendance.ts'
import type { Peer } from '../rooms/peer.ts'

export interface WebSocketPeer extends Peer {
  /** Milliseconds since 1970 of the last hand-over. */
  lastSent(): number
  /** It was closed from here: what still arrives goes nowhere. */
  isClosed(): boolean
  /** How it was closed from here. */
  closing(): Ending | undefined
  /** Frames handed over so far. */
  readonly sent: Traffic
}

export interface WebSocketPeerOptions {
  readonly id: string
  readonly extended: boolean
  readonly page: string | undefined
  /** Bytes waiting for a slow reader past which it is closed. */
  readonly maxBufferedBytes: number
  readonly readOnly: boolean
  readonly holds: () => boolean
  readonly mayBegin?: Peer['mayBegin']
  /** It reads so slowly that it is closed. */
  tooSlow(): void
  now(): number
}

/** `socket` is the TCP or TLS socket that the `upgrade` event handed over: corking it joins writes. */
export function createWebSocketPeer(
  webSocket: WebSocket,
  socket: Pick<Socket, 'cork' | 'uncork'>,
  options: WebSocketPeerOptions,
): WebSocketPeer {
  let lastSent = options.now()
  let closing: Ending | undefined
  const sent = noTraffic()

  function send(frames: readonly Uint8Array[]): void {
    if (closing || webSocket.readyState !== webSocket.OPEN) return
    lastSent = options.now()
    socket.cork()
    for (const frame of frames) {
      webSocket.send(frame)
      sent.bytes += frame.length
    }
    sent.frames += frames.length
    socket.uncork()
    if (webSocket.bufferedAmount > options.maxBufferedBytes) {
      options.tooSlow()
      close('tryAgainLater', 'this connection reads too slowly')
    }
  }

  function close(reason: CloseReason, detail: string): void {
    if (closing) return
    closing = { by: 'server', reason, detail }
    // RFC 6455 §5.5: a close frame holds at most 123 bytes of reason.
    webSocket.close(CLOSE_CODES[reason].code, detail.slice(0, 120))
  }

  const { id, page, extended, readOnly, holds, mayBegin } = options
  const known = { id, page, extended, readOnly, holds, ...(mayBegin && { mayBegin }) }
  return {
    ...known,
    send,
    close,
    lastSent: () => lastSent,
    isClosed: () => closing !== undefined,
    closing: () => closing,
    sent,
  }
}
