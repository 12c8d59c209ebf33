/**
 * The WebSocket side of the server: answers every `upgrade` event (one that is left alone leaks its socket),
 * turns an accepted socket into a peer and seats it in its room. What arrives before the room is loaded waits
 * in the socket, not in memory.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { CloseReason } from '../../protocol/close-codes.ts'
import type { Access, Pass } from '../access/access.ts'
import type { Admission } from '../admission/admission.ts'
import { closeReasonOf, Denied, deniedBy } from '../admission/denials.ts'
import type { Visitor } from '../admission/visitors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { attend, noTraffic } from '../metrics/attendance.ts'
import type { Tally } from '../metrics/tally.ts'
import { PadError, type PadErrorCode } from '../rooms/pads.ts'
import type { Membership } from '../rooms/peer.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Witness } from '../witness/witness.ts'
import {
  asRefusal,
  type CollabRequest,
  outcomeOf,
  type Refusal,
  readHandshake,
  refusalResponse,
} from './handshake.ts'
import { createHeartbeat, type HeartbeatOptions } from './heartbeat.ts'
import { receive } from './receive.ts'
import { createWebSocketPeer, type WebSocketPeer } from './websocket-peer.ts'

export interface WebSocketSideOptions {
  readonly heartbeat: HeartbeatOptions
  readonly maxFrameBytes: number
  readonly maxBufferedBytes: number
  /** Offer permessage-deflate (RFC 7692); costs several times the memory per connection. */
  readonly compression: boolean
}

/** Somebody else who speaks WebSocket at addresses of their own. */
export interface Neighbour {
  /** `path` is that of the request below the base, without the query. */
  owns(path: string): boolean
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

type WebSocketAdmission = Pick<
  Admission,
  'base' | 'refuseForeign' | 'open' | 'sit' | 'create' | 'visitor' | 'takenFor' | 'flow'
>

export interface WebSocketSideDeps {
  readonly rooms: Pick<Rooms, 'join'>
  readonly admission: WebSocketAdmission
  readonly access: Pick<Access, 'pass'>
  readonly witness: Pick<Witness, 'saw'>
  readonly clock: Clock
  readonly log: Log
  readonly tally: Tally
  /** Handshakes for its addresses are handed over once they are admitted. */
  readonly neighbour?: Neighbour | undefined
}

export interface WebSocketSide {
  /** New handshakes are answered 503 from now on. */
  refuse(): void
  /** Gives open sockets a moment to finish their closing handshake, then cuts what is left. */
  close(): Promise<void>
}

/** RFC 6455 §7.1.1 lets a server wait for the other side; a stop should not wait long. */
const CLOSING_MS = 1_000

/** RFC 6455 §7.4.1: the line ended without a close frame. */
const ABNORMAL = 1006
/** The code of ws for a message past `maxPayload`. */
const TOO_LONG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'

/** Why a seat was refused, as a close code. */
const REFUSED: Partial<Record<PadErrorCode, CloseReason>> = {
  'pad-deleted': 'deleted',
  'pad-damaged': 'damaged',
  'generation-mismatch': 'generationMismatch',
}

export function attachWebSocket(
  server: Server,
  options: WebSocketSideOptions,
  deps: WebSocketSideDeps,
): WebSocketSide {
  const { rooms, admission, access, witness, clock, log, tally } = deps
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxFrameBytes,
    perMessageDeflate: options.compression,
    clientTracking: false,
  })
  const dead = (peer: WebSocketPeer) => log.info('websocket.silent', { peer: peer.id })
  const heartbeat = createHeartbeat(options.heartbeat, dead, clock)
  const open = new Set<WebSocket>()
  let peers = 0
  let closing = false

  server.on('upgrade', upgrade)

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', (failure) => log.debug('websocket.socket-error', { reason: String(failure) }))
    const base = admission.base(request)
    if (!closing && deps.neighbour?.owns(pathBelow(base, request.url))) {
      upgradeNextDoor(deps.neighbour, request, socket, head)
      return
    }
    const asked: CollabRequest | Refusal = closing
      ? { status: 503, code: 'stopping', detail: 'the server is stopping; try again in a moment' }
      : readHandshake(request.method, request.url, request.headers.upgrade, base)
    if ('status' in asked) {
      refuse(request, socket, asked)
      return
    }
    const visitor = admission.visitor(request)
    let pass: Pass
    let standUp: () => void
    try {
      admission.refuseForeign(request)
      admission.open(visitor)
      pass = access.pass(request, asked.padId)
      standUp = admission.sit(visitor, asked.padId)
    } catch (failure) {
      if (!(failure instanceof Denied)) throw failure
      refuse(request, socket, asRefusal(failure))
      return
    }
    let upgraded = false
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      upgraded = true
      tally.handshake('upgraded')
      witness.saw(request, admission.takenFor(request), true)
      webSocket.on('close', standUp)
      void seat(webSocket, socket as Socket, asked, { visitor, pass })
    })
    // A handshake that is none (no key, another version) was answered with 400 by then, without a callback.
    if (upgraded) return
    tally.handshake('malformed')
    standUp()
  }

  function upgradeNextDoor(
    neighbour: Neighbour,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const denied = deniedBy(() => {
      admission.refuseForeign(request)
      admission.open(admission.visitor(request))
    })
    if (denied) refuse(request, socket, asRefusal(denied))
    else neighbour.upgrade(request, socket, head)
  }

  function refuse(request: IncomingMessage, socket: Duplex, refusal: Refusal): void {
    // What arrived stripped is the witness's to count, whatever it was refused for.
    if (witness.saw(request, admission.takenFor(request), false).verdict !== 'stripped')
      tally.handshake(outcomeOf(refusal))
    log.info('websocket.refused', { status: refusal.status, code: refusal.code })
    socket.end(refusalResponse(refusal))
  }

  async function seat(
    webSocket: WebSocket,
    socket: Socket,
    asked: CollabRequest,
    { visitor, pass }: { readonly visitor: Visitor; readonly pass: Pass },
  ): Promise<void> {
    peers += 1
    const peer = createWebSocketPeer(webSocket, socket, {
      id: `ws-${peers}`,
      extended: asked.extended,
      page: asked.page,
      maxBufferedBytes: options.maxBufferedBytes,
      tooSlow: () => tally.overSize('slow-reader'),
      readOnly: pass.right === 'read',
      holds: pass.holds,
      mayBegin: () => {
        const denied = deniedBy(() => admission.create(visitor))
        return denied && closeReasonOf(denied)
      },
      now: clock.now,
    })
    const flow = admission.flow(visitor)
    open.add(webSocket)
    webSocket.on('close', () => open.delete(webSocket))
    webSocket.binaryType = 'nodebuffer'
    webSocket.on('error', (failure: Error & { readonly code?: string }) => {
      if (failure.code === TOO_LONG) tally.overSize('frame-too-large')
      log.info('websocket.error', { peer: peer.id, reason: String(failure) })
    })
    heartbeat.watch(webSocket, peer)
    // Until there is a room, what the client sends stays in the kernel's buffers.
    webSocket.pause()
    const membership = await join(peer, asked)
    webSocket.resume()
    if (!membership) return
    // The links may have changed while the room was loaded; from here on the room looks after that.
    if (!pass.holds()) {
      peer.close('linkRevoked', 'the link was replaced or switched off')
      membership.leave()
      return
    }
    const received = noTraffic()
    webSocket.on('message', (data: Buffer, isBinary: boolean) =>
      receive({ peer, membership, flow, received }, data, isBinary, log),
    )
    const { padId: pad, extended, page } = asked
    const attendance = attend(
      { transport: 'websocket', pad, peer: peer.id, address: visitor.name, page, extended },
      { received, sent: peer.sent },
      deps,
    )
    const left = (code: number) => {
      membership.leave()
      attendance.left(peer.closing() ?? { by: code === ABNORMAL ? 'line' : 'client', code })
    }
    if (webSocket.readyState === webSocket.CLOSED) left(ABNORMAL)
    else webSocket.on('close', left)
  }

  async function join(peer: WebSocketPeer, asked: CollabRequest): Promise<Membership | undefined> {
    try {
      return await rooms.join(asked.padId, peer, asked.generation)
    } catch (failure) {
      const reason = (failure instanceof PadError && REFUSED[failure.code]) || 'serverError'
      log.warn('websocket.not-seated', { pad: asked.padId, peer: peer.id, reason: String(failure) })
      peer.close(reason, failure instanceof PadError ? failure.code : 'the pad could not be loaded')
      return undefined
    }
  }

  async function close(): Promise<void> {
    closing = true
    heartbeat.close()
    const closed = Promise.all(
      [...open].map((webSocket) => new Promise((done) => webSocket.on('close', done))),
    )
    const timer = clock.after(CLOSING_MS, () => {
      for (const webSocket of open) webSocket.terminate()
    })
    await closed
    timer.cancel()
  }

  return {
    refuse: () => {
      closing = true
    },
    close,
  }
}

/** Path of a request without its query, below the prefix of the deployment, whether a proxy passed that on or not. */
function pathBelow(base: string, url = ''): string {
  const path = url.split('?', 1)[0] as string
  return path.startsWith(base) ? path.slice(base.length - 1) : path
}
