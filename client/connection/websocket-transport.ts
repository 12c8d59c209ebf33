/**
 * The WebSocket as a transport. It covers what browsers do beside the book: a constructor that throws (mixed
 * content), and an `error` without a `close` (Content Security Policy, measured in Chromium).
 */
import { CLOSE_CODES, readRetryAfter, withoutRetryAfter } from '../../protocol/close-codes.ts'
import { MAX_UNSENT_BYTES } from '../../protocol/limits.ts'
import type { Timers } from './timers.ts'
import type { Transport, TransportListener } from './transport.ts'

export interface WebSocketTransportDeps {
  readonly WebSocket: new (url: string, protocols?: string | string[]) => WebSocket
  readonly timers: Timers
}

/** How long after an `error` the `close` that belongs to it may take. */
const CLOSE_AFTER_ERROR_MS = 250

export function openWebSocketTransport(
  address: { readonly url: string; readonly protocols?: string | string[] | undefined },
  listener: TransportListener,
  { WebSocket: Native, timers }: WebSocketTransportDeps,
): Transport {
  let over = false
  let socket: WebSocket | undefined

  function end(code: number, reason: string): void {
    if (over) return
    over = true
    const hint = readRetryAfter(reason)
    listener.closed({ code, reason: withoutRetryAfter(reason), ...(hint === undefined ? {} : { hint }) })
  }

  try {
    socket = new Native(address.url, address.protocols)
    socket.binaryType = 'arraybuffer'
    socket.onmessage = ({ data }) => {
      if (over) return
      if (data instanceof ArrayBuffer) listener.frame(new Uint8Array(data))
      else end(1003, 'text arrived; frames are binary')
    }
    socket.onclose = ({ code, reason }) => end(code, reason)
    socket.onerror = () => {
      timers.after(CLOSE_AFTER_ERROR_MS, () => end(1006, 'the browser did not let the connection be made'))
    }
  } catch (failure) {
    // Nobody may be called back before this function has returned.
    timers.after(0, () => end(1006, failure instanceof Error ? failure.message : String(failure)))
  }

  return {
    send: (frame) => {
      if (over || socket?.readyState !== 1) return
      socket.send(frame as Uint8Array<ArrayBuffer>)
      if (socket.bufferedAmount <= MAX_UNSENT_BYTES) return
      socket.close()
      end(CLOSE_CODES.tryAgainLater.code, 'too much waits to be sent')
    },
    close: () => {
      over = true
      // While it opens, closing is reported as an error by some: nobody listens any more.
      socket?.close()
    },
    setHidden: () => {},
  }
}
