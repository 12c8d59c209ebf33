/**
 * An open WebSocket of a client: sends, answers pings, keeps messages until somebody asks for one, and remembers
 * how it ended. It does nothing by itself but what RFC 6455 demands; whoever looks for proxies that cut silent
 * connections needs one that stays silent.
 */
import type { Answered } from './ask.ts'
import type { Endpoint } from './endpoint.ts'
import { WireFailure, wireFailure } from './failure.ts'
import { type HandshakeQuestion, type Shaken, shake } from './handshake.ts'
import { LIMITS } from './limits.ts'
import type { Platform } from './platform.ts'
import type { Stream } from './stream.ts'
import {
  bytesMissing,
  type CloseTold,
  createAssembly,
  decodeWsFrame,
  encodeClose,
  encodeWsFrame,
  OPCODE,
  type Opcode,
  readClose,
  type WsMessage,
} from './ws-frames.ts'

/** How it ended: told by a close frame, or not told. */
export interface Ended {
  readonly at: number
  readonly close?: CloseTold
  readonly failure?: WireFailure
}

export interface OpenSocket {
  readonly answer: Answered
  /** Undefined while it is open. */
  readonly ended: Ended | undefined
  send(payload: Uint8Array, text?: boolean): void
  /** The same message in several frames (RFC 6455 §5.4). */
  sendFragments(payload: Uint8Array, pieces: number): void
  ping(): void
  /** Pongs that came. */
  pongs(): number
  /** The first message that fits, past ones included; undefined when it does not come in time, or the end does. */
  message(fits: (message: WsMessage) => boolean, within: number): Promise<WsMessage | undefined>
  /** True as soon as it holds; false when the time is over or the socket ended before. */
  until(holds: () => boolean, within: number): Promise<boolean>
  /** Says goodbye and lets go. */
  end(): void
  /** Lets go without a word, as a laptop does that is closed. */
  abort(): void
}

export async function openSocket(
  endpoint: Endpoint,
  question: HandshakeQuestion,
  platform: Platform,
): Promise<{ readonly shaken: Shaken; readonly socket?: OpenSocket }> {
  const shaken = await shake(endpoint, question, platform)
  const { outcome } = shaken
  if (outcome.is === 'unanswered' || outcome.stream === undefined) return { shaken }
  return { shaken, socket: createOpenSocket(outcome, outcome.stream, platform) }
}

function createOpenSocket(answer: Answered, stream: Stream, platform: Platform): OpenSocket {
  const messages: WsMessage[] = []
  const assembly = createAssembly()
  const watching = new Set<() => void>()
  let ended: Ended | undefined
  let pongs = 0

  const look = () => {
    for (const each of [...watching]) each()
  }
  const put = (opcode: Opcode, payload: Uint8Array, final = true) => {
    if (ended === undefined) stream.write(encodeWsFrame(opcode, payload, platform.random(4), final))
  }
  const finish = (how: Omit<Ended, 'at'>) => {
    ended ??= { at: platform.now(), ...how }
    stream.end()
    look()
  }

  async function receive(): Promise<void> {
    let got: Buffer = Buffer.alloc(0)
    for (;;) {
      const piece = await stream.read()
      if (piece === undefined) return finish({})
      got = drain(await withMore(got, piece))
      if (ended !== undefined) return
    }
  }

  /** A large frame comes in thousands of pieces: they are put together once, when it may be whole. */
  async function withMore(got: Buffer, piece: Buffer): Promise<Buffer> {
    const parts = [got, piece]
    let missing = bytesMissing(got, piece)
    while (missing > 0) {
      const next = await stream.read()
      if (next === undefined) break
      parts.push(next)
      missing -= next.length
    }
    return Buffer.concat(parts)
  }

  function drain(bytes: Buffer): Buffer {
    let left = bytes
    for (;;) {
      const found = decodeWsFrame(left)
      if (found === undefined) return left
      left = left.subarray(found.size)
      const { frame } = found
      if (frame.opcode === OPCODE.ping) put(OPCODE.pong, frame.payload)
      else if (frame.opcode === OPCODE.pong) pongs += 1
      else if (frame.opcode === OPCODE.close) {
        const close = readClose(frame.payload)
        put(OPCODE.close, frame.payload.subarray(0, 2))
        finish({ close })
        return left
      } else {
        const message = assembly.take(frame)
        if (message !== undefined) messages.push(message)
        if (messages.length > LIMITS.messages) {
          throw new WireFailure('message-too-large', `more than ${LIMITS.messages} messages came unasked`)
        }
      }
      look()
    }
  }

  receive().catch((error: unknown) => finish({ failure: wireFailure(error) }))

  const until = (holds: () => boolean, within: number): Promise<boolean> =>
    new Promise((resolve) => {
      const settle = (held: boolean) => {
        stop()
        watching.delete(check)
        resolve(held)
      }
      const check = () => {
        if (holds()) settle(true)
        else if (ended !== undefined) settle(false)
      }
      const stop = platform.after(within, () => settle(holds()))
      watching.add(check)
      check()
    })

  return {
    answer,
    get ended() {
      return ended
    },
    send: (payload, text = false) => put(text ? OPCODE.text : OPCODE.binary, payload),
    sendFragments: (payload, pieces) => {
      const each = Math.ceil(payload.length / pieces)
      for (let index = 0; index < pieces; index += 1) {
        const part = payload.subarray(index * each, (index + 1) * each)
        put(index === 0 ? OPCODE.binary : OPCODE.continuation, part, index === pieces - 1)
      }
    },
    ping: () => put(OPCODE.ping, Buffer.from('holdfast')),
    pongs: () => pongs,
    message: async (fits, within) => {
      await until(() => messages.some(fits), within)
      return messages.find(fits)
    },
    until,
    end: () => {
      put(OPCODE.close, encodeClose(1000))
      finish({ close: { code: 1000, reason: '' } })
    },
    abort: () => finish({}),
  }
}
