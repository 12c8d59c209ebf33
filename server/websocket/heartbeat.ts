/**
 * One sweep over all sockets instead of timers for each. Every socket that was quiet gets an empty awareness
 * frame, because y-websocket closes after 30 s without one; every socket gets a WebSocket ping (RFC 6455
 * §5.5.2), which feeds the idle timers of proxies on the way, and is terminated when it answered none.
 */
import type { WebSocket } from 'ws'
import { KEEPALIVE_FRAME } from '../../protocol/frames.ts'
import { KEEPALIVE_MS } from '../../protocol/limits.ts'
import type { Clock } from '../clock.ts'
import type { WebSocketPeer } from './websocket-peer.ts'

export interface HeartbeatOptions {
  /** Milliseconds between two pings of a socket. */
  readonly pingMs: number
  /** Milliseconds after a ping without any answer at which the line counts as dead. */
  readonly pongMs: number
}

interface Watched {
  readonly peer: WebSocketPeer
  pingedAt: number
  /** Nothing was heard since the last ping. */
  unanswered: boolean
}

export interface Heartbeat {
  watch(webSocket: WebSocket, peer: WebSocketPeer): void
  close(): void
}

/** Sweeps often enough that a quiet peer hears something within KEEPALIVE_MS. */
const SWEEP_MS = 2_500

export function createHeartbeat(
  options: HeartbeatOptions,
  dead: (peer: WebSocketPeer) => void,
  clock: Pick<Clock, 'now' | 'every'>,
): Heartbeat {
  const watched = new Map<WebSocket, Watched>()
  const timer = clock.every(Math.min(SWEEP_MS, options.pingMs / 2, options.pongMs / 2), sweep)

  function watch(webSocket: WebSocket, peer: WebSocketPeer): void {
    const entry: Watched = { peer, pingedAt: clock.now(), unanswered: false }
    watched.set(webSocket, entry)
    const heard = () => {
      entry.unanswered = false
    }
    webSocket.on('pong', heard)
    webSocket.on('message', heard)
    webSocket.on('close', () => watched.delete(webSocket))
  }

  function sweep(): void {
    const now = clock.now()
    for (const [webSocket, entry] of watched) {
      const sincePing = now - entry.pingedAt
      if (entry.unanswered && sincePing >= options.pongMs) {
        watched.delete(webSocket)
        dead(entry.peer)
        webSocket.terminate()
      } else if (!entry.unanswered && sincePing >= options.pingMs) {
        entry.pingedAt = now
        entry.unanswered = true
        webSocket.ping()
      }
      if (now - entry.peer.lastSent() >= KEEPALIVE_MS - 2 * SWEEP_MS) entry.peer.send([KEEPALIVE_FRAME])
    }
  }

  return { watch, close: () => timer.cancel() }
}
