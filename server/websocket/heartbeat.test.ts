import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { KEEPALIVE_FRAME } from '../../protocol/frames.ts'
import { KEEPALIVE_MS } from '../../protocol/limits.ts'
import { createHeartbeat } from './heartbeat.ts'
import type { WebSocketPeer } from './websocket-peer.ts'

/** A heartbeat whose sweep is called by hand, and a socket that counts what is done to it. */
function stand(answers: boolean) {
  let now = 0
  let sweep = () => {}
  const dead: string[] = []
  const heartbeat = createHeartbeat({ pingMs: 10_000, pongMs: 5_000 }, (peer) => dead.push(peer.id), {
    now: () => now,
    every: (_milliseconds, call) => {
      sweep = call
      return { cancel: () => {} }
    },
  })
  const done: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    ping: () => {
      done.push('ping')
      if (answers) socket.emit('pong')
    },
    terminate: () => {
      done.push('terminate')
    },
  })
  let lastSent = 0
  const sent: number[] = []
  const peer: WebSocketPeer = {
    id: 'p',
    extended: false,
    lastSent: () => lastSent,
    isClosed: () => false,
    closing: () => undefined,
    sent: { frames: 0, bytes: 0 },
    close: () => {},
    send: ([frame]) => {
      if (frame === KEEPALIVE_FRAME) sent.push(now)
      lastSent = now
    },
  }
  heartbeat.watch(socket as unknown as WebSocket, peer)
  const run = (milliseconds: number) => {
    for (const end = now + milliseconds; now < end; ) {
      now += 2_500
      sweep()
    }
  }
  return { run, done, dead, sent }
}

describe('the heartbeat', () => {
  test('[WS3] a quiet peer hears some frame at least every 20 s', () => {
    const { run, sent } = stand(true)
    run(120_000)
    const gaps = sent.map((at, index) => at - (sent[index - 1] ?? 0))
    expect(sent.length).toBeGreaterThan(5)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(KEEPALIVE_MS)
  })

  test('[WS4] a socket that answers pings stays, one that answers none is terminated', () => {
    const alive = stand(true)
    alive.run(60_000)
    expect(alive.done.filter((what) => what === 'terminate')).toEqual([])
    expect(alive.done.length).toBeGreaterThanOrEqual(5)
    const silent = stand(false)
    silent.run(20_000)
    expect(silent.done).toEqual(['ping', 'terminate'])
    expect(silent.dead).toEqual(['p'])
  })
})
