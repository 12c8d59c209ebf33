/**
 * What the connection must know of the frames that are the provider's: which of them are for it, and which
 * awareness state is its own.
 */
import { type AwarenessEntry, decodeAwareness } from '../../protocol/awareness.ts'
import { decodeFrames, type Frame } from '../../protocol/frames.ts'

/**
 * The provider's own awareness state after this frame. The first it speaks of is its own; later frames are
 * mostly echoes of others.
 */
export function ownStateIn(frame: Uint8Array, own: AwarenessEntry | undefined): AwarenessEntry | undefined {
  const [decoded] = decodeFrames(frame)
  if (decoded?.type !== 'awareness') return own
  const entries = decodeAwareness(decoded.entries)
  return entries.find(({ client }) => own === undefined || client === own.client) ?? own
}

const OURS = ['hello', 'ping', 'pong', 'acknowledgement', 'cursor', 'part', 'unknown'] as const
type ProviderFrame = Exclude<Frame, { type: (typeof OURS)[number] }>

export const isForProvider = (frame: Frame): frame is ProviderFrame =>
  !(OURS as readonly string[]).includes(frame.type)
