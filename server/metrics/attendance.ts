/**
 * One connection from its seat to its end, whatever carries it: counted, and told as one log line each. Knows what
 * a transport tells it and nothing of frames' contents; what a client gives as its own reason to close is not
 * written down, for anything may stand in it.
 */
import { CLOSE_CODES, type CloseReason } from '../../protocol/close-codes.ts'
import type { Log } from '../log.ts'
import type { Tally, Transport } from './tally.ts'

export interface Attendant {
  readonly transport: Transport
  readonly pad: string
  /** Unique within the process. */
  readonly peer: string
  /** As admission names it. */
  readonly address: string
  readonly page: string | undefined
  /** It asked for the extension frames. */
  readonly extended: boolean
}

/** Frames and bytes of them in one direction, counted by the transport as they pass. */
export interface Traffic {
  frames: number
  bytes: number
}

export const noTraffic = (): Traffic => ({ frames: 0, bytes: 0 })

/** Why it ended: the server said so, the client did, or the line was cut without a word. */
export type Ending =
  | { readonly by: 'server'; readonly reason: CloseReason; readonly detail: string }
  | { readonly by: 'client' | 'line'; readonly code: number }

export interface Attendance {
  /** Counts once; calls after it do nothing. */
  left(ending: Ending): void
}

export interface AttendanceDeps {
  readonly tally: Pick<Tally, 'joined' | 'left'>
  readonly log: Log
  readonly clock: { now(): number }
}

export function attend(
  who: Attendant,
  traffic: { readonly received: Traffic; readonly sent: Traffic },
  { tally, log, clock }: AttendanceDeps,
): Attendance {
  const { page, extended, ...told } = who
  const since = clock.now()
  let here = true
  tally.joined(who.transport, page)
  log.info('peer.joined', { ...told, extended })

  return {
    left: (ending) => {
      if (!here) return
      here = false
      tally.left(who.transport)
      log.info('peer.left', {
        ...told,
        durationMs: Math.max(0, clock.now() - since),
        by: ending.by,
        ...codeAndReason(ending),
        framesIn: traffic.received.frames,
        bytesIn: traffic.received.bytes,
        framesOut: traffic.sent.frames,
        bytesOut: traffic.sent.bytes,
      })
    },
  }
}

const NAMES = new Map<number, string>(Object.values(CLOSE_CODES).map(({ code, name }) => [code, name]))

function codeAndReason(ending: Ending): { readonly code: number; readonly reason: string | undefined } {
  if (ending.by !== 'server') return { code: ending.code, reason: NAMES.get(ending.code) }
  const { code, name } = CLOSE_CODES[ending.reason]
  return { code, reason: `${name}: ${ending.detail}` }
}
