/**
 * Reading and writing the lib0 encoding that Yjs speaks: variable-length unsigned integers (7 bits a byte,
 * least significant group first) and length-prefixed bytes and UTF-8 strings. Unlike lib0's own decoder this
 * one never trusts a declared length or count: both are checked against the bytes that are left before
 * anything is allocated, and every fault is one `ProtocolError`.
 */

export type ProtocolErrorCode =
  | 'truncated'
  | 'number-too-large'
  | 'count-too-large'
  | 'bad-utf8'
  | 'bad-json'
  | 'bad-struct'
  | 'duplicate-client'
  | 'reference-to-future'
  | 'too-large'
  | 'trailing-bytes'

/** Bytes that are not what they claim to be. The only error that decoding in protocol/ throws. */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode
  constructor(code: ProtocolErrorCode, message: string) {
    super(message)
    this.name = 'ProtocolError'
    this.code = code
  }
}

const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8Encoder = new TextEncoder()

export interface ByteReader {
  /** Bytes not read yet. */
  left(): number
  byte(): number
  varUint(): number
  /** A count of things that take at least `least` bytes each; refused when more than can follow. */
  count(least: number): number
  /** A view into the input, not a copy. */
  bytes(length: number): Uint8Array
  varBytes(): Uint8Array
  varString(): string
}

export function createReader(input: Uint8Array): ByteReader {
  let at = 0

  const left = () => input.length - at

  function byte(): number {
    const value = input[at]
    if (value === undefined)
      throw new ProtocolError('truncated', `the data ends at byte ${at}; more was announced`)
    at += 1
    return value
  }

  function varUint(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const part = byte()
      value += (part & 0x7f) * factor
      if (value > Number.MAX_SAFE_INTEGER) {
        throw new ProtocolError('number-too-large', `a number before byte ${at} exceeds 2^53 - 1`)
      }
      if (part < 0x80) return value
      factor *= 128
      if (factor > 2 ** 56)
        throw new ProtocolError('number-too-large', `a number at byte ${at} has too many digits`)
    }
  }

  function count(least: number): number {
    const value = varUint()
    if (value * least > left()) {
      throw new ProtocolError(
        'count-too-large',
        `${value} entries are announced and ${left()} bytes are left`,
      )
    }
    return value
  }

  function bytes(length: number): Uint8Array {
    if (length > left()) {
      throw new ProtocolError('truncated', `${length} bytes are announced and ${left()} are left`)
    }
    at += length
    return input.subarray(at - length, at)
  }

  const varBytes = () => bytes(varUint())

  function varString(): string {
    const raw = varBytes()
    try {
      return utf8Decoder.decode(raw)
    } catch {
      throw new ProtocolError('bad-utf8', `a string before byte ${at} is not UTF-8`)
    }
  }

  return { left, byte, varUint, count, bytes, varBytes, varString }
}

export interface ByteWriter {
  varUint(value: number): ByteWriter
  bytes(value: Uint8Array): ByteWriter
  varBytes(value: Uint8Array): ByteWriter
  varString(value: string): ByteWriter
  /** What was written, as one array of exactly that size. */
  finish(): Uint8Array
}

export function createWriter(): ByteWriter {
  const parts: Uint8Array[] = []
  let size = 0

  function bytes(value: Uint8Array): ByteWriter {
    parts.push(value)
    size += value.length
    return writer
  }

  function varUint(value: number): ByteWriter {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`a whole number from 0 to 2^53 - 1 is expected, not ${value}`)
    }
    const digits: number[] = []
    let rest = value
    while (rest >= 0x80) {
      digits.push((rest % 128) + 0x80)
      rest = Math.floor(rest / 128)
    }
    digits.push(rest)
    return bytes(Uint8Array.from(digits))
  }

  const varBytes = (value: Uint8Array) => varUint(value.length).bytes(value)

  function finish(): Uint8Array {
    const out = new Uint8Array(size)
    let at = 0
    for (const part of parts) {
      out.set(part, at)
      at += part.length
    }
    return out
  }

  const writer: ByteWriter = {
    varUint,
    bytes,
    varBytes,
    varString: (value) => varBytes(utf8Encoder.encode(value)),
    finish,
  }
  return writer
}
