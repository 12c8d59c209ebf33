/**
 * Cuts what is to be sent into request bodies that fit through: several small frames share a body, one large
 * frame travels as numbered parts that the server puts together. Pure, so that a body refused as too large is
 * simply cut again.
 */
import { encodeFrame } from '../../protocol/frames.ts'
import { fnv1a32 } from '../../protocol/hash.ts'

/** Bytes a part's own head takes at most. */
const PART_HEAD = 64

/** A large frame on its way: which part is next. */
export interface PartState {
  readonly id: string
  readonly index: number
}

export interface Body {
  readonly bytes: Uint8Array
  /** Frames that have wholly arrived when this body is answered, from the first one on. */
  readonly frames: number
  /** How many of those carry updates. */
  readonly updates: number
  /** Where the large frame stands after this body. */
  readonly next: PartState | undefined
}

/** The next body out of `frames`; `part` continues the first frame, `newId` names a large one. */
export function nextBody(
  frames: readonly Uint8Array[],
  maxBytes: number,
  part: PartState | undefined,
  newId: () => string,
): Body {
  const [first] = frames
  if (first && (part || first.length > maxBytes)) {
    return partBody(first, maxBytes - PART_HEAD, part ?? { id: newId(), index: 0 })
  }
  let size = 0
  let count = 0
  for (const frame of frames) {
    if (count > 0 && size + frame.length > maxBytes) break
    size += frame.length
    count += 1
  }
  const taken = frames.slice(0, count)
  return {
    bytes: join(taken, size),
    frames: count,
    updates: taken.filter(carriesUpdate).length,
    next: undefined,
  }
}

function partBody(frame: Uint8Array, partBytes: number, { id, index }: PartState): Body {
  const count = Math.ceil(frame.length / partBytes)
  const bytes = frame.subarray(index * partBytes, (index + 1) * partBytes)
  const encoded = encodeFrame({ type: 'part', id, index, count, hash: fnv1a32(frame), bytes })
  const last = index + 1 >= count
  return {
    bytes: encoded,
    frames: last ? 1 : 0,
    updates: last && carriesUpdate(frame) ? 1 : 0,
    next: last ? undefined : { id, index: index + 1 },
  }
}

const carriesUpdate = (frame: Uint8Array): boolean => frame[0] === 0 && (frame[1] === 1 || frame[1] === 2)

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}
