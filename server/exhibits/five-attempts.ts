/**
 * The server's side of the second exhibit: socket.io 4 as it comes, carrying the frames everybody else exchanges.
 * Each of its sockets is a peer of the pad's room, so there is no second document anywhere. It listens to no
 * server itself: requests and upgrades are handed to it by whoever admitted them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as EngineServer } from 'engine.io'
import { type Socket, Server as SocketIoServer } from 'socket.io'
import { ProtocolError } from '../../protocol/bytes.ts'
import { decodeFrames } from '../../protocol/frames.ts'
import { isPadId } from '../../protocol/pad-id.ts'
import type { Log } from '../log.ts'
import { PadError } from '../rooms/pads.ts'
import type { Membership, Peer } from '../rooms/peer.ts'
import type { Rooms } from '../rooms/rooms.ts'

export interface FiveAttemptsOptions {
  /** Bytes waiting for a slow reader past which it is let go. */
  readonly maxBufferedBytes: number
}

export interface FiveAttemptsDeps {
  readonly rooms: Pick<Rooms, 'join'>
  readonly log: Log
}

export interface FiveAttempts {
  /** A plain request: polling, or a handshake whose upgrade was lost, which socket.io answers with 400. */
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

export function createFiveAttempts(
  { maxBufferedBytes }: FiveAttemptsOptions,
  deps: FiveAttemptsDeps,
): FiveAttempts {
  const { rooms, log } = deps
  const engine = new EngineServer({ transports: ['polling', 'websocket'] })
  const io = new SocketIoServer({ serveClient: false })
  io.bind(engine)
  io.on('connection', (socket) => void seat(socket))

  async function seat(socket: Socket): Promise<void> {
    const { padId } = socket.handshake.query
    if (typeof padId !== 'string' || !isPadId(padId)) return refuse(socket, 'pad-id-invalid')
    let waiting = 0
    // Told when everything handed over is on its way.
    socket.conn.on('drain', () => {
      waiting = 0
    })
    const peer: Peer = {
      id: `socket.io-${socket.id}`,
      extended: false,
      send: (frames) => {
        for (const frame of frames) {
          waiting += frame.byteLength
          socket.emit('frame', frame)
        }
        if (waiting <= maxBufferedBytes) return
        refuse(socket, 'tryAgainLater')
        // Without what waits for it: it would be waited for as long as a ping may take.
        socket.conn.close(true)
      },
      close: (reason) => refuse(socket, reason),
    }
    const joining = rooms.join(padId, peer, undefined)
    // What arrives before the room is loaded waits for it, in order.
    socket.on('frame', (message: unknown) => {
      joining.then(
        (membership) => receive(socket, membership, message),
        () => {},
      )
    })
    socket.on('disconnect', () => {
      joining.then(
        (membership) => membership.leave(),
        () => {},
      )
    })
    try {
      await joining
      log.info('exhibit.joined', { pad: padId, transport: socket.conn.transport.name })
    } catch (failure) {
      refuse(socket, failure instanceof PadError ? failure.code : 'internal')
    }
  }

  function receive(socket: Socket, membership: Membership, message: unknown): void {
    if (!(message instanceof Uint8Array)) {
      refuse(socket, 'frame-not-binary')
      return
    }
    try {
      for (const frame of decodeFrames(message)) membership.receive(frame)
    } catch (failure) {
      if (!(failure instanceof ProtocolError)) log.error('exhibit.frame-failed', { reason: String(failure) })
      refuse(socket, failure instanceof ProtocolError ? failure.code : 'internal')
    }
  }

  return {
    request: (request, response) => engine.handleRequest(request, response),
    upgrade: (request, socket, head) => engine.handleUpgrade(request, socket, head),
    close: () => io.close(),
  }
}

function refuse(socket: Socket, code: string): void {
  socket.emit('refused', code)
  socket.disconnect(true)
}
