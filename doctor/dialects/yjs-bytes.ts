/**
 * The few bytes of Yjs that a diagnosis needs, so that the doctor carries no editor: sync step 1 of an empty
 * document, and an update that appends one text to a root text. Formats: y-protocols' sync messages and the v1
 * update encoding of Yjs, with a ContentString struct.
 */
import { createWriter } from '../../protocol/bytes.ts'
import { encodeFrame } from '../../protocol/frames.ts'

export const STEP_ONE: Uint8Array = encodeFrame({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })

/** Info byte of a struct with a string and neither neighbour: its parent is told instead. */
const CONTENT_STRING = 4
const ROOT_BY_NAME = 1

/** One client, one struct from clock 0, nothing deleted. Each author may say this once per document. */
export const updateOf = (author: number, root: string, text: string): Uint8Array =>
  createWriter()
    .varUint(1)
    .varUint(1)
    .varUint(author)
    .varUint(0)
    .varUint(CONTENT_STRING)
    .varUint(ROOT_BY_NAME)
    .varString(root)
    .varString(text)
    .varUint(0)
    .finish()

/** True when these bytes hold this text; markers are made so that they stand nowhere else. */
export const holds = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text)
