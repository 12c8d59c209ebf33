/**
 * How much one peer may send: frames and bytes, each from a bucket of its own. Refuses to know what carries the
 * peer.
 *
 * Awareness counts only once its room found something new in it: y-websocket sends back every awareness it is
 * shown, and in a busy room that is most of what an honest peer sends.
 */

import type { Frame } from '../../protocol/frames.ts'
import { type Bucket, full, type Rate, take } from './bucket.ts'
import { Denied } from './denials.ts'

export interface FlowLimits {
  readonly framesPerSecond: number
  readonly bytesPerSecond: number
}

export interface Flow {
  /** Throws Denied, and then nothing was taken. */
  take(frames: number, bytes: number): void
}

/** Ten seconds' worth of frames at once: what gathered while a line was cut. */
const FRAMES_BURST_S = 10
/** So that a few of the largest frames, each a whole paste, pass one after the other. */
const BYTES_BURST_S = 32

export function createFlow(limits: FlowLimits, clock: { now(): number }): Flow {
  const framesRate = rate(limits.framesPerSecond, FRAMES_BURST_S)
  const bytesRate = rate(limits.bytesPerSecond, BYTES_BURST_S)
  let frames: Bucket = full(framesRate, clock.now())
  let bytes: Bucket = full(bytesRate, clock.now())

  return {
    take: (frameCount, byteCount) => {
      const now = clock.now()
      const byFrames = take(frames, framesRate, frameCount, now)
      const byBytes = take(bytes, bytesRate, byteCount, now)
      if (byFrames.wait > 0) {
        throw new Denied(
          'too-many-frames',
          `${framesRate.perSecond} frames a second are taken.`,
          byFrames.wait,
        )
      }
      if (byBytes.wait > 0) {
        throw new Denied('too-many-bytes', `${bytesRate.perSecond} bytes a second are taken.`, byBytes.wait)
      }
      frames = byFrames.bucket
      bytes = byBytes.bucket
    },
  }
}

const rate = (perSecond: number, seconds: number): Rate => ({ perSecond, burst: perSecond * seconds })

export const isCountedAtOnce = ({ type }: Frame): boolean => type !== 'awareness'

export const countAtOnce = (frames: readonly Frame[]): number => frames.filter(isCountedAtOnce).length
