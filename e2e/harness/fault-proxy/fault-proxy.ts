/**
 * A TCP proxy in this process that disturbs what passes: the same for browsers and for tests without one. It
 * does not look into the bytes; what is done to them is a disturbance of its own file, switched while running,
 * for each direction. Seeded, so that a run can be had again.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createRandom } from '../random.ts'
import type { Disturbance, Flow, Outlet } from './disturbance.ts'
import { pass } from './pass.ts'

/** `up`: from the client to the server. */
export type Direction = 'up' | 'down'
export type Disturbances = Partial<Record<Direction, Disturbance>>

export interface FaultProxy {
  readonly port: number
  readonly url: string
  /** From now on, for connections that exist and for new ones. What is not named passes. */
  disturb(disturbances: Disturbances): void
  /** For connections that exist; new ones stay as they are. */
  disturbExisting(disturbances: Disturbances): void
  /** Everything passes again; what was held back arrives. */
  heal(): void
  /** Resets every connection (TCP RST). */
  reset(): void
  /** Connections that are open now. */
  connections(): number
  /** When the last connection was taken, in milliseconds since 1970. */
  lastTaken(): number
  close(): Promise<void>
}

interface Pair {
  switch(disturbances: Disturbances): void
  reset(): void
}

export async function startFaultProxy(upstreamPort: number, seed = 1): Promise<FaultProxy> {
  const random = createRandom(seed)
  const pairs = new Set<Pair>()
  let present: Disturbances = {}
  let lastTaken = 0

  // Paused, so that nothing is read before there is somebody to hand it to.
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (client) => {
    lastTaken = Date.now()
    const upstream = connect({ port: upstreamPort, host: '127.0.0.1', allowHalfOpen: true })
    const pair = join(client, upstream)
    pairs.add(pair)
    let open = 2
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      // A reset is told by `close` too; who is at the other end hears of it there.
      socket.on('error', () => {})
      socket.on('close', (failed) => {
        open -= 1
        if (failed || open === 0) pair.reset()
        if (open === 0) pairs.delete(pair)
      })
    }
  })

  function join(client: Socket, upstream: Socket): Pair {
    const reset = () => {
      for (const socket of [client, upstream]) if (!socket.destroyed) socket.resetAndDestroy()
    }
    const up = direct(client, upstream, reset, present.up ?? pass)
    const down = direct(upstream, client, reset, present.down ?? pass)
    client.resume()
    return {
      reset,
      switch: (disturbances) => {
        up(disturbances.up ?? pass)
        down(disturbances.down ?? pass)
      },
    }
  }

  /** One direction; the answer changes its disturbance. */
  function direct(from: Socket, to: Socket, reset: () => void, first: Disturbance) {
    const stops = new Set<() => void>()
    const outlet: Outlet = {
      write: (bytes) => {
        if (bytes.length > 0 && to.writable) to.write(bytes)
      },
      end: () => to.end(),
      reset,
      after: (milliseconds, call) => {
        const timer = setTimeout(() => {
          stops.delete(stop)
          call()
        }, milliseconds)
        const stop = () => {
          stops.delete(stop)
          clearTimeout(timer)
        }
        stops.add(stop)
        return stop
      },
      random: random.next,
    }
    let flow: Flow = first(outlet)
    from.on('data', (bytes: Buffer) => flow.take(bytes))
    from.on('end', () => flow.ended())
    from.on('close', () => {
      for (const stop of stops) if (to.destroyed) stop()
    })
    return (disturbance: Disturbance) => {
      flow.release()
      flow = disturbance(outlet)
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const disturbExisting = (disturbances: Disturbances) => {
    for (const pair of pairs) pair.switch(disturbances)
  }
  const reset = () => {
    for (const pair of [...pairs]) pair.reset()
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    disturb: (disturbances) => {
      present = disturbances
      disturbExisting(disturbances)
    },
    disturbExisting,
    heal: () => {
      present = {}
      disturbExisting({})
    },
    reset,
    connections: () => pairs.size,
    lastTaken: () => lastTaken,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      reset()
      await closed
    },
  }
}
