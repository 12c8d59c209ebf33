/**
 * The cursor an exchange client carries from request to request: where it stands, written by the server and
 * authenticated with a key (HMAC-SHA-256, RFC 2104), so that nothing needs to be remembered between requests
 * and any process with the same key and storage can answer. Opaque to the client, and no secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createReader, createWriter, ProtocolError } from '../../protocol/bytes.ts'
import type { Position } from '../rooms/guest.ts'

const FORM = 1
const TAG_BYTES = 32
/** Longer than any cursor that is written here. */
const MAX_LENGTH = 1024

export interface Standing {
  readonly padId: string
  readonly generation: string
  /** Who it is to the room. */
  readonly guest: string
  readonly position: Position
}

export interface Cursors {
  write(standing: Standing): string
  /** Undefined for anything that was not written with this key. */
  read(cursor: string): Standing | undefined
}

export function createCursors(key: Uint8Array): Cursors {
  const tagOf = (body: Uint8Array) => createHmac('sha256', key).update(body).digest()

  function write({ padId, generation, guest, position }: Standing): string {
    const body = createWriter()
      .varUint(FORM)
      .varString(padId)
      .varString(generation)
      .varString(guest)
      .varUint(position.sequence)
      .varString(position.instance)
      .varUint(position.awareness)
      .finish()
    return Buffer.concat([body, tagOf(body)]).toString('base64url')
  }

  function read(cursor: string): Standing | undefined {
    if (cursor.length > MAX_LENGTH) return undefined
    const bytes = Buffer.from(cursor, 'base64url')
    if (bytes.length <= TAG_BYTES) return undefined
    const body = bytes.subarray(0, -TAG_BYTES)
    if (!timingSafeEqual(bytes.subarray(-TAG_BYTES), tagOf(body))) return undefined
    try {
      return decode(body)
    } catch (failure) {
      // Authentic and not understood: another version of the server wrote it.
      if (failure instanceof ProtocolError) return undefined
      throw failure
    }
  }

  return { write, read }
}

function decode(body: Uint8Array): Standing | undefined {
  const reader = createReader(body)
  if (reader.varUint() !== FORM) return undefined
  return {
    padId: reader.varString(),
    generation: reader.varString(),
    guest: reader.varString(),
    position: {
      sequence: reader.varUint(),
      instance: reader.varString(),
      awareness: reader.varUint(),
    },
  }
}
