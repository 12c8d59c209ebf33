/**
 * Five hundred clients lose their server at the same moment, as in every restart, and come back: soon, and not
 * all at once. Node clients over the connection that the pages stand on, in one process. On a busy machine even a
 * crowd arrives one by one, so that clients without jitter are noticed is proven where time is played, beside them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createResilientSocket } from '../../client/connection/resilient-socket.ts'
import { platformTimers } from '../../client/connection/timers.ts'
import { encodeFrame } from '../../protocol/frames.ts'
import { eventually } from '../harness/eventually.ts'
import { type PadServer, startPadServer } from '../harness/pad-server.ts'

const CLIENTS = 500
const BACK_WITHIN_MS = 15_000
/** What a supervisor and a start take: long enough for everybody's first try to fail. */
const DOWN_MS = 2_000

let server: PadServer
beforeAll(async () => {
  server = await startPadServer()
})
afterAll(() => server.close())

interface Client {
  isOpen(): boolean
  close(): void
}

/** As a provider does it: asks when it is open, and makes a new socket when the old one closed. */
function openClient(at: number): Client {
  let open = false
  let over = false
  const connection = createResilientSocket(
    {},
    {
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      fetch,
      timers: platformTimers,
      random: Math.random,
      randomKey: () => `storm-${String(at).padStart(16, '0')}`,
    },
  )
  const connect = () => {
    if (over) return
    const socket = new connection.Socket(`${server.url.replace('http', 'ws')}/collab/storm`)
    socket.onopen = () => {
      open = true
      socket.send(encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }) as BufferSource)
    }
    socket.onclose = () => {
      open = false
      connect()
    }
  }
  connect()
  return {
    isOpen: () => open,
    close: () => {
      over = true
      connection.close()
    },
  }
}

interface Storm {
  /** Milliseconds from the restarted server to the last arrival. */
  readonly lastAfter: number
  /** Arrivals in each second from then on. */
  readonly buckets: readonly number[]
}

/** `end` ends the server, which is back `down` milliseconds after everybody noticed. */
async function storm(end: () => Promise<unknown>, down = 0): Promise<Storm> {
  const clients = Array.from({ length: CLIENTS }, (_, at) => openClient(at))
  try {
    await eventually('all are there', () => clients.every((client) => client.isOpen()), 60_000)
    await end()
    await eventually('all have noticed', () => clients.every((client) => !client.isOpen()), 10_000)
    const arrivals = new Map<Client, number>()
    const look = () => {
      for (const client of clients) {
        if (client.isOpen() && !arrivals.has(client)) arrivals.set(client, Date.now())
      }
      return arrivals.size === CLIENTS
    }
    await new Promise((resolve) => setTimeout(resolve, down))
    await server.start()
    const up = Date.now()
    await eventually('all are back', look, 2 * BACK_WITHIN_MS)
    const after = [...arrivals.values()].map((time) => Math.max(0, time - up))
    const lastAfter = Math.max(...after)
    const buckets = Array.from({ length: Math.floor(lastAfter / 1_000) + 1 }, () => 0)
    for (const time of after) {
      const bucket = Math.floor(time / 1_000)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    return { lastAfter, buckets }
  } finally {
    for (const client of clients) client.close()
  }
}

/** Share of the clients that one second may bring; without spreading one brings nearly all of them. */
const MOST_AT_ONCE = 0.4

function expectSpread({ lastAfter, buckets }: Storm): void {
  expect(lastAfter).toBeLessThan(BACK_WITHIN_MS)
  expect(buckets.length).toBeGreaterThanOrEqual(8)
  expect(Math.max(...buckets) / CLIENTS).toBeLessThan(MOST_AT_ONCE)
}

test('[E308] after a restart five hundred clients are back within 15 s, spread over at least 8 s', async () => {
  const seen = await storm(server.stop)
  console.log(`last after ${seen.lastAfter} ms; by second: ${seen.buckets.join(' ')}`)
  expectSpread(seen)
})

test('[E308] so they are after a crash, of which no server could tell them', async () => {
  const seen = await storm(server.kill, DOWN_MS)
  console.log(`killed: last after ${seen.lastAfter} ms; by second: ${seen.buckets.join(' ')}`)
  expectSpread(seen)
})
