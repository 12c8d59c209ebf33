import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { decodeFrames, encodeFrame, type Frame } from '../../protocol/frames.ts'
import { MAX_FRAME_BYTES } from '../../protocol/limits.ts'
import { openAccess } from '../access/open.ts'
import { createTestAdmission, type TestAdmissionOptions } from '../admission/test-admission.ts'
import { systemClock } from '../clock.ts'
import { createTally } from '../metrics/tally.ts'
import type { Peer } from '../rooms/peer.ts'
import { createStage, type Stage } from '../rooms/stage.ts'
import { quietLog } from '../storage/quiet-log.ts'
import { createWitness } from '../witness/witness.ts'
import { attachWebSocket, type WebSocketSideDeps } from './websocket.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function listen(
  rooms: WebSocketSideDeps['rooms'],
  maxBufferedBytes = 1 << 20,
  admitting: TestAdmissionOptions = {},
) {
  const server: Server = createServer((_request, response) => response.end())
  const log = quietLog()
  const admission = createTestAdmission(admitting, { clock: systemClock, log })
  const witness = createWitness({}, { clock: systemClock, log })
  const tally = createTally()
  const side = attachWebSocket(
    server,
    {
      heartbeat: { pingMs: 20_000, pongMs: 10_000 },
      maxFrameBytes: MAX_FRAME_BYTES,
      maxBufferedBytes,
      compression: false,
    },
    { rooms, admission, access: openAccess, witness, clock: systemClock, log, tally },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  cleanUps.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    await side.close()
    server.closeAllConnections()
    await closed
  })
  return { port, log, side, witness, admission, tally }
}

/** A raw client: what arrived, and a wait for the next frame that fits. */
function client(port: number, path: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`)
  socket.binaryType = 'arraybuffer'
  const frames: Frame[] = []
  const messages: number[] = []
  socket.on('message', (data: ArrayBuffer) => {
    const decoded = decodeFrames(new Uint8Array(data))
    messages.push(decoded.length)
    frames.push(...decoded)
    socket.emit('frames')
  })
  cleanUps.push(() => socket.terminate())
  const until = async (type: Frame['type']): Promise<Frame> => {
    for (;;) {
      const found = frames.find((frame) => frame.type === type)
      if (found) return found
      await once(socket, 'frames')
    }
  }
  return { socket, frames, messages, until }
}

const closing = async (socket: WebSocket) => {
  const [code] = await once(socket, 'close')
  return code as number
}

describe('the WebSocket side', () => {
  test('[WS1] a socket is seated in its room and frames flow both ways, one in each message', async () => {
    const stage: Stage = createStage()
    const { port } = await listen(stage.rooms)
    const { socket, messages, until } = client(port, '/collab/pad?holdfast=1')
    expect(await until('hello')).toMatchObject({ version: 1 })
    expect(await until('sync-step-1')).toBeDefined()
    socket.send(encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }))
    socket.send(encodeFrame({ type: 'ping', id: 4 }))
    expect(await until('pong')).toEqual({ type: 'pong', id: 4 })
    expect(new Set(messages)).toEqual(new Set([1]))
  })

  test('[WS2] every upgrade request is answered: a wrong path, another protocol, and while stopping', async () => {
    const stage = createStage()
    const { port, side } = await listen(stage.rooms)
    const ask = async (path: string, upgrade: string) => {
      const asking = request({ port, path, headers: { connection: 'Upgrade', upgrade } }).end()
      const [response] = await once(asking, 'response')
      response.resume()
      return response.statusCode as number
    }
    expect(await ask('/elsewhere', 'websocket')).toBe(404)
    expect(await ask('/collab/pad', 'h2c')).toBe(426)
    expect(await ask('/collab/pad', 'TLS/1.0')).toBe(426)
    side.refuse()
    expect(await ask('/collab/pad', 'websocket')).toBe(503)
  })

  test('[WI4] a handshake that became a WebSocket, or was refused, is told under its nonce', async () => {
    const stage = createStage()
    const { port, witness } = await listen(stage.rooms)
    const { until } = client(port, '/collab/pad?holdfast=1&nonce=nonce-0001')
    await until('hello')
    expect(witness.seen('nonce-0001')).toMatchObject({ seen: true, upgraded: true, verdict: 'intact' })
    const asking = request({
      port,
      path: '/collab/pad?nonce=nonce-0002',
      headers: { connection: 'upgrade', upgrade: 'upgrade', 'sec-websocket-key': 'x' },
    }).end()
    const [response] = await once(asking, 'response')
    response.resume()
    expect(witness.seen('nonce-0002')).toMatchObject({
      upgraded: false,
      suspects: [{ cause: 'upgrade-value-wrong' }],
    })
  })

  test('[WS2] a socket that resets in the middle of the handshake harms nobody', async () => {
    const stage = createStage()
    const { port } = await listen(stage.rooms)
    const raw = connect(port, '127.0.0.1')
    await once(raw, 'connect')
    raw.write('GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    raw.resetAndDestroy()
    const { until } = client(port, '/collab/pad?holdfast=1')
    expect(await until('hello')).toBeDefined()
  })

  test('[RO15] a deleted pad closes its socket with 4410', async () => {
    const stage = createStage()
    const { port } = await listen(stage.rooms)
    await stage.rooms.create({ id: 'pad' })
    await stage.rooms.remove('pad')
    expect(await closing(client(port, '/collab/pad').socket)).toBe(4410)
  })

  test('[RO7] text messages end with 1003, bytes that are no frames with 4400', async () => {
    const stage = createStage()
    const { port } = await listen(stage.rooms)
    const text = client(port, '/collab/pad')
    await text.until('sync-step-1')
    text.socket.send('hello')
    expect(await closing(text.socket)).toBe(1003)
    const noise = client(port, '/collab/pad')
    await noise.until('sync-step-1')
    noise.socket.send(Uint8Array.of(0, 0, 9, 9))
    expect(await closing(noise.socket)).toBe(4400)
  })

  test('[WS2] a frame on which the server itself fails closes that peer with 1011 and is told', async () => {
    const { port, log } = await listen({
      join: async (_padId, peer) => {
        peer.send([encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })])
        return {
          receive: () => {
            throw new Error('a bug')
          },
          leave: () => {},
        }
      },
    })
    const { socket, until } = client(port, '/collab/pad')
    await until('sync-step-1')
    socket.send(encodeFrame({ type: 'query-awareness' }))
    expect(await closing(socket)).toBe(1011)
    expect(log.told('websocket.frame-failed')).toHaveLength(1)
  })

  test('[WS6] a reader that falls behind is closed with 1013 instead of growing memory', async () => {
    const seated: Peer[] = []
    const { port } = await listen(
      {
        join: async (_padId, peer) => {
          seated.push(peer)
          peer.send([encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })])
          return { receive: () => true, leave: () => {} }
        },
      },
      256 * 1024,
    )
    const { socket, until } = client(port, '/collab/pad')
    await until('sync-step-1')
    socket.pause()
    const frame = encodeFrame({ type: 'update', update: new Uint8Array(1 << 20) })
    // Loopback buffers take some megabytes before the first byte waits in the process.
    for (let sent = 0; sent < 64; sent += 1) seated[0]?.send([frame])
    socket.resume()
    expect(await closing(socket)).toBe(1013)
  })
})
