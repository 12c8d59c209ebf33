/**
 * The frames of the wire as a tagged union: y-websocket's own (y-protocols 1.0.7) and the six extension
 * frames of Holdfast. Decoding says what a message holds and does nothing about it; payloads are views into
 * the message and are looked into elsewhere (update-scan.ts, awareness.ts, state-vector.ts).
 *
 *   message     := frame+                      one frame towards y-websocket 2.x/3.x, which read only the first
 *   frame       := 0 sync | 1 awareness | 2 auth | 3 | 110 hello | 111 ping | 112 pong | 113 acknowledgement
 *                | 114 cursor | 115 part     only over the HTTP exchange
 *   sync        := 0 varBytes(state vector) | 1 varBytes(v1 update) | 2 varBytes(v1 update)
 *   awareness   := varBytes(entries)
 *   auth        := 0 varString(reason)         server to client: permission denied
 *   hello       := varUint(version) varString(generation) varUint(heartbeat, ms)
 *   ping, pong  := varUint(id)
 *   acknowledgement := varUint(count) varUint(flags: 1 = storage fails) varUint(n) n × varUint(index)
 *   cursor      := varString(token)            empty: where the client stands is unknown, it opens anew
 *   part        := varString(id) varUint(index) varUint(count) varUint(hash, FNV-1a 32) varBytes
 */
import { type ByteReader, createReader, createWriter, ProtocolError } from './bytes.ts'

export const EXTENSION_VERSION = 1

export type Frame =
  | { readonly type: 'sync-step-1'; readonly stateVector: Uint8Array }
  | { readonly type: 'sync-step-2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly entries: Uint8Array }
  | { readonly type: 'auth-denied'; readonly reason: string }
  | { readonly type: 'query-awareness' }
  | HelloFrame
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'pong'; readonly id: number }
  | AcknowledgementFrame
  | { readonly type: 'cursor'; readonly cursor: string }
  | PartFrame
  | { readonly type: 'unknown'; readonly number: number }

/** The server's first frame to a client that asked for the extension. */
export interface HelloFrame {
  readonly type: 'hello'
  readonly version: number
  /** Generation of the document; a client that holds another must not merge. */
  readonly generation: string
  /** Milliseconds within which the server promises some frame. */
  readonly heartbeat: number
}

/** How much of what a client sent over this connection is applied and durable. */
export interface AcknowledgementFrame {
  readonly type: 'acknowledgement'
  /** So many update-carrying frames (update and step 2), counted from the first of the connection. */
  readonly count: number
  /** The server cannot write at the moment: what is not counted yet is in memory only, and is tried again. */
  readonly storageFails: boolean
  /** Those of them, counted from 1, that carried structs and changed nothing; each is named once. */
  readonly withoutEffect: readonly number[]
}

/** A piece of a frame that is too large for one body: the pieces in the order of their indexes are the frame. */
export interface PartFrame {
  readonly type: 'part'
  /** Drawn by the client for this frame. */
  readonly id: string
  /** From 0. */
  readonly index: number
  readonly count: number
  /** Of the whole frame: see fnv1a32. */
  readonly hash: number
  readonly bytes: Uint8Array
}

const SYNC = 0
const AWARENESS = 1
const AUTH = 2
const QUERY_AWARENESS = 3
/** Extension frames start here: y-sweet uses 102, y-websocket 0 to 3. */
const HELLO = 110
const PING = 111
const PONG = 112
const ACKNOWLEDGEMENT = 113
const CURSOR = 114
const PART = 115

/** Every frame of one message, in order. Throws ProtocolError; never answers a part of a broken message. */
export function decodeFrames(message: Uint8Array): Frame[] {
  const reader = createReader(message)
  const frames: Frame[] = []
  do {
    frames.push(readFrame(reader))
  } while (reader.left() > 0)
  return frames
}

function readFrame(reader: ByteReader): Frame {
  const number = reader.varUint()
  switch (number) {
    case SYNC:
      return readSync(reader)
    case AWARENESS:
      return { type: 'awareness', entries: reader.varBytes() }
    case AUTH:
      if (reader.varUint() !== 0)
        throw new ProtocolError('bad-struct', 'an auth frame is not "permission denied" (0)')
      return { type: 'auth-denied', reason: reader.varString() }
    case QUERY_AWARENESS:
      return { type: 'query-awareness' }
    case HELLO:
      return {
        type: 'hello',
        version: reader.varUint(),
        generation: reader.varString(),
        heartbeat: reader.varUint(),
      }
    case PING:
      return { type: 'ping', id: reader.varUint() }
    case PONG:
      return { type: 'pong', id: reader.varUint() }
    case ACKNOWLEDGEMENT: {
      const count = reader.varUint()
      const storageFails = reader.varUint() % 2 === 1
      const withoutEffect = Array.from({ length: reader.count(1) }, () => reader.varUint())
      return { type: 'acknowledgement', count, storageFails, withoutEffect }
    }
    case CURSOR:
      return { type: 'cursor', cursor: reader.varString() }
    case PART:
      return {
        type: 'part',
        id: reader.varString(),
        index: reader.varUint(),
        count: reader.varUint(),
        hash: reader.varUint(),
        bytes: reader.varBytes(),
      }
    default:
      // The length of an unknown frame is unknown too: what follows in this message belongs to it.
      reader.bytes(reader.left())
      return { type: 'unknown', number }
  }
}

function readSync(reader: ByteReader): Frame {
  const step = reader.varUint()
  if (step === 0) return { type: 'sync-step-1', stateVector: reader.varBytes() }
  if (step === 1) return { type: 'sync-step-2', update: reader.varBytes() }
  if (step === 2) return { type: 'update', update: reader.varBytes() }
  throw new ProtocolError('bad-struct', `a sync frame has step ${step}; 0, 1 and 2 exist`)
}

export type SendableFrame = Exclude<Frame, { type: 'unknown' }>

export function encodeFrame(frame: SendableFrame): Uint8Array {
  const writer = createWriter()
  switch (frame.type) {
    case 'sync-step-1':
      return writer.varUint(SYNC).varUint(0).varBytes(frame.stateVector).finish()
    case 'sync-step-2':
      return writer.varUint(SYNC).varUint(1).varBytes(frame.update).finish()
    case 'update':
      return writer.varUint(SYNC).varUint(2).varBytes(frame.update).finish()
    case 'awareness':
      return writer.varUint(AWARENESS).varBytes(frame.entries).finish()
    case 'auth-denied':
      return writer.varUint(AUTH).varUint(0).varString(frame.reason).finish()
    case 'query-awareness':
      return writer.varUint(QUERY_AWARENESS).finish()
    case 'hello':
      return writer
        .varUint(HELLO)
        .varUint(frame.version)
        .varString(frame.generation)
        .varUint(frame.heartbeat)
        .finish()
    case 'ping':
      return writer.varUint(PING).varUint(frame.id).finish()
    case 'pong':
      return writer.varUint(PONG).varUint(frame.id).finish()
    case 'acknowledgement': {
      writer
        .varUint(ACKNOWLEDGEMENT)
        .varUint(frame.count)
        .varUint(frame.storageFails ? 1 : 0)
      writer.varUint(frame.withoutEffect.length)
      for (const index of frame.withoutEffect) writer.varUint(index)
      return writer.finish()
    }
    case 'cursor':
      return writer.varUint(CURSOR).varString(frame.cursor).finish()
    case 'part':
      return writer
        .varUint(PART)
        .varString(frame.id)
        .varUint(frame.index)
        .varUint(frame.count)
        .varUint(frame.hash)
        .varBytes(frame.bytes)
        .finish()
  }
}

/** An update that holds nothing: no structs, no deletions. */
export const EMPTY_UPDATE: Uint8Array = Uint8Array.of(0, 0)
/** An empty awareness frame: harmless everywhere, and it feeds y-websocket's 30 s watchdog. */
export const KEEPALIVE_FRAME: Uint8Array = Uint8Array.of(1, 1, 0)
/** Sync step 1 of an empty document: asks for everything and writes nothing. */
export const STEP_ONE_OF_NOTHING: Uint8Array = Uint8Array.of(0, 0, 1, 0)
