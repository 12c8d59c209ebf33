/**
 * What one WebSocket message becomes: frames, counted, within what its visitor may send, handed to the room one by
 * one. Whatever is wrong with it ends this peer and nobody else.
 */
import { ProtocolError } from '../../protocol/bytes.ts'
import { decodeFrames } from '../../protocol/frames.ts'
import { closeReasonOf, Denied } from '../admission/denials.ts'
import { countAtOnce, type Flow, isCountedAtOnce } from '../admission/flow.ts'
import type { Log } from '../log.ts'
import type { Traffic } from '../metrics/attendance.ts'
import type { Membership } from '../rooms/peer.ts'
import type { WebSocketPeer } from './websocket-peer.ts'

/** A socket in its room. */
interface Seated {
  readonly peer: WebSocketPeer
  readonly membership: Membership
  readonly flow: Flow
  readonly received: Traffic
}

export function receive(seated: Seated, data: Buffer, isBinary: boolean, log: Log): void {
  const { peer, membership, flow, received } = seated
  if (peer.isClosed()) return
  if (!isBinary) {
    peer.close('unsupportedData', 'frames are binary')
    return
  }
  try {
    const frames = decodeFrames(data)
    received.frames += frames.length
    received.bytes += data.length
    flow.take(countAtOnce(frames), data.length)
    for (const frame of frames) {
      if (membership.receive(frame) && !isCountedAtOnce(frame)) flow.take(1, 0)
    }
  } catch (failure) {
    if (failure instanceof Denied) {
      peer.close('tryAgainLater', closeReasonOf(failure))
      membership.leave()
    } else if (failure instanceof ProtocolError) {
      log.warn('websocket.bad-frame', { peer: peer.id, code: failure.code, reason: failure.message })
      peer.close('badFrame', failure.code)
    } else {
      // One peer's frame must not end everybody's process; what it met is for the operator.
      const reason = String((failure as Error).stack ?? failure)
      log.error('websocket.frame-failed', { peer: peer.id, reason })
      peer.close('serverError', 'the server failed on this frame')
    }
  }
}
