/**
 * The server looks at itself from outside: a WebSocket through its own public address, as monitors want it. The
 * address is the configured one and never one that a request names, or anybody could make this server knock at
 * strangers' doors. What was found is good for a while, and one look is under way at most, however many ask.
 */
import { NONCE_PARAMETER } from '../../protocol/witness.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Witness } from '../witness/witness.ts'
import { judgeRoundTrip, type OutsideFinding } from './judge.ts'
import { type RoundTrip, type RoundTripQuestion, roundTrip } from './round-trip.ts'

export interface OutsideOptions {
  /** HOLDFAST_PUBLIC_URL. */
  readonly publicUrl: string
}

export interface OutsideDeps {
  readonly witness: Pick<Witness, 'seen'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly log: Log
  /** At least 8 characters of A-Z a-z 0-9 _ -, drawn anew. */
  newId(): string
  /** In tests another one. */
  readonly ask?: (question: RoundTripQuestion, clock: OutsideDeps['clock']) => Promise<RoundTrip>
}

export interface OutsideLook {
  readonly finding: OutsideFinding
  /** The public address. */
  readonly url: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Outside {
  look(): Promise<OutsideLook>
  /** Whether a look is under way at this pad, which does not exist and will not: it may be read by whoever asks. */
  looksAt(padId: string): boolean
}

export const KEPT_MS = 10_000
/** Below what monitors wait for by default (10 s). */
const PATIENCE_MS = 8_000

export function createOutside({ publicUrl }: OutsideOptions, deps: OutsideDeps): Outside {
  const { witness, clock, log, newId, ask = roundTrip } = deps
  const base = publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`
  const { origin } = new URL(publicUrl)
  let kept: OutsideLook | undefined
  let looking: Promise<OutsideLook> | undefined
  let pad: string | undefined

  async function lookNow(): Promise<OutsideLook> {
    const nonce = newId()
    // A pad nobody knows: reading it makes nothing.
    pad = newId()
    const target = new URL(`collab/${pad}?${NONCE_PARAMETER}=${nonce}`, base)
    target.protocol = target.protocol === 'https:' ? 'wss:' : 'ws:'
    const trip = await ask({ url: target.href, origin, patience: PATIENCE_MS }, clock)
    const finding = judgeRoundTrip(trip, witness.seen(nonce))
    if (!finding.works && (kept === undefined || kept.finding.works)) {
      log.warn('websocket.fails-from-outside', {
        url: publicUrl,
        cause: finding.cause,
        detail: finding.detail,
      })
    }
    kept = { finding, url: publicUrl, at: clock.now() }
    return kept
  }

  return {
    look: async () => {
      if (kept !== undefined && clock.now() - kept.at < KEPT_MS) return kept
      looking ??= lookNow().finally(() => {
        looking = undefined
        pad = undefined
      })
      return looking
    },
    looksAt: (padId) => padId === pad,
  }
}
