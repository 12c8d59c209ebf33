/**
 * WebSocket frames (RFC 6455 §5) as bytes, both ways: what a client sends is masked, what a server sends is checked
 * for everything the RFC forbids. Pure; a violation is an error that cites its section.
 */
import { WireFailure } from './failure.ts'
import { LIMITS } from './limits.ts'

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
export type Opcode = (typeof OPCODE)[keyof typeof OPCODE]

export interface WsFrame {
  readonly final: boolean
  readonly opcode: Opcode
  readonly payload: Buffer
}

const KNOWN = new Set<number>(Object.values(OPCODE))
const isControl = (opcode: number): boolean => opcode >= 8

export function encodeWsFrame(opcode: Opcode, payload: Uint8Array, mask: Uint8Array, final = true): Buffer {
  const length = payload.length
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const head = Buffer.alloc(2 + extended)
  head[0] = (final ? 0x80 : 0) | opcode
  head[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127)
  if (extended === 2) head.writeUInt16BE(length, 2)
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2)
  const masked = Buffer.alloc(length)
  for (let at = 0; at < length; at += 1) masked[at] = (payload[at] as number) ^ (mask[at % 4] as number)
  return Buffer.concat([head, mask.subarray(0, 4), masked])
}

const violates = (section: string, what: string): WireFailure =>
  new WireFailure('frame-malformed', `${what} (RFC 6455 §${section})`)

/** The first frame of a server in these bytes and how many it takes; undefined when more bytes are needed. */
export function decodeWsFrame(bytes: Buffer): { readonly frame: WsFrame; readonly size: number } | undefined {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return undefined
  const opcode = first & 0x0f
  const final = (first & 0x80) !== 0
  if ((first & 0x70) !== 0) throw violates('5.2', 'a reserved bit is set and no extension was agreed on')
  if (!KNOWN.has(opcode)) throw violates('5.2', `a frame has the unknown opcode ${opcode}`)
  if ((second & 0x80) !== 0) throw violates('5.1', 'a frame of the server is masked')
  const short = second & 0x7f
  if (isControl(opcode) && short > 125) throw violates('5.5', 'a control frame is longer than 125 bytes')
  if (isControl(opcode) && !final) throw violates('5.5', 'a control frame is fragmented')
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  if (bytes.length < 2 + extended) return undefined
  const length = extended === 2 ? bytes.readUInt16BE(2) : extended === 8 ? bytes.readBigUInt64BE(2) : short
  if (length > LIMITS.message) {
    throw new WireFailure('message-too-large', `a frame announces ${length} bytes`)
  }
  const from = 2 + extended
  const size = from + Number(length)
  if (bytes.length < size) return undefined
  const frame = { final, opcode: opcode as Opcode, payload: Buffer.from(bytes.subarray(from, size)) }
  return { frame, size }
}

/** How many bytes the first frame in these two pieces lacks, as far as its head is there; 0 when it may be whole. */
export function bytesMissing(got: Buffer, piece: Buffer): number {
  const head = Buffer.concat([got.subarray(0, 10), piece.subarray(0, Math.max(0, 10 - got.length))])
  const short = (head[1] ?? 0) & 0x7f
  if (short < 126 || head.length < 10) return 0
  const length = short === 126 ? head.readUInt16BE(2) + 4 : Number(head.readBigUInt64BE(2)) + 10
  // What is too long is refused by whoever decodes it, not waited for.
  return length > LIMITS.message ? 0 : length - got.length - piece.length
}

export interface WsMessage {
  readonly binary: boolean
  readonly payload: Buffer
}

/** Puts fragments together (RFC 6455 §5.4). */
export interface Assembly {
  /** The message that this frame completes. */
  take(frame: WsFrame): WsMessage | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function createAssembly(): Assembly {
  let parts: Buffer[] = []
  let size = 0
  let binary: boolean | undefined
  return {
    take: ({ opcode, payload, final }) => {
      if (opcode === OPCODE.continuation && binary === undefined) {
        throw violates('5.4', 'a fragment continues a message that did not begin')
      }
      if (opcode !== OPCODE.continuation && binary !== undefined) {
        throw violates('5.4', 'a message begins inside of another')
      }
      binary ??= opcode === OPCODE.binary
      parts.push(payload)
      size += payload.length
      if (size > LIMITS.message)
        throw new WireFailure('message-too-large', `fragments add up to ${size} bytes`)
      if (!final) return undefined
      const message = { binary, payload: Buffer.concat(parts) }
      parts = []
      size = 0
      binary = undefined
      if (!message.binary) refuseBrokenText(message.payload)
      return message
    },
  }
}

function refuseBrokenText(payload: Buffer): void {
  try {
    utf8.decode(payload)
  } catch {
    throw violates('8.1', 'a text message is not UTF-8')
  }
}

export interface CloseTold {
  /** 1005 when none was sent (RFC 6455 §7.1.5). */
  readonly code: number
  readonly reason: string
}

export function readClose(payload: Buffer): CloseTold {
  if (payload.length === 0) return { code: 1005, reason: '' }
  if (payload.length === 1) throw violates('5.5.1', 'a close frame has half a code')
  const code = payload.readUInt16BE(0)
  // RFC 6455 §7.4: these are never sent, and below 1000 or above 4999 nothing is defined.
  const isSendable = code >= 1000 && code <= 4999 && ![1004, 1005, 1006, 1015].includes(code)
  if (!isSendable) throw violates('7.4', `a close frame has the code ${code}`)
  refuseBrokenText(payload.subarray(2))
  return { code, reason: payload.subarray(2).toString('utf8') }
}

export function encodeClose(code: number): Buffer {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  return payload
}
