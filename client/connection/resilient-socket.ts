/**
 * The connection under an unmodified `WebsocketProvider`: hand `Socket` to it as `WebSocketPolyfill`. It asks
 * the server for Holdfast's extension frames, keeps those away from the provider, and reports how much of what
 * was sent is acknowledged. It moves frames and never looks into a document; a plain y-websocket server works
 * too, without acknowledgements.
 */
import { ProtocolError } from '../../protocol/bytes.ts'
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import { decodeFrames, FIRST_EXTENSION_TYPE } from '../../protocol/frames.ts'

export interface SocketReport {
  readonly state: 'connecting' | 'open' | 'closed'
  /** How the last connection ended: RFC 6455 close code (1006: cut) and what the server said. */
  readonly closed?: { readonly code: number; readonly reason: string }
  /** From the server's hello: generation of the document. Absent with a plain y-websocket server. */
  readonly generation?: string
  /** Whether this server acknowledges at all (it said hello). */
  readonly acknowledges: boolean
  /** Update-carrying frames (update and step 2) sent over this connection. */
  readonly sent: number
  /** How many of them, from the first on, are applied and durable. */
  readonly acknowledged: number
  /** The step 2 that answers the server's step 1 was sent: it carries whatever was written offline. */
  readonly answered: boolean
  /** Acknowledged frames that changed nothing although they were new to this connection. */
  readonly withoutEffect: number
  /** The server says that it cannot write to its disk. */
  readonly storageFails: boolean
  /** Connections begun since the page was loaded. */
  readonly attempt: number
}

export interface ResilientSocketOptions {
  /** Generation of the copy this client holds; the server refuses another one with close code 4409. */
  readonly generation?: string | undefined
  onReport(report: SocketReport): void
}

export interface ResilientSocketDeps {
  /** The platform's WebSocket class. */
  readonly WebSocket: new (
    url: string,
    protocols?: string | string[],
  ) => WebSocket
}

/** `Socket` has the shape of a WebSocket as far as y-websocket uses one. */
export function createResilientSocket(
  options: ResilientSocketOptions,
  deps: ResilientSocketDeps,
): { readonly Socket: typeof WebSocket } {
  let report: SocketReport = {
    state: 'closed',
    acknowledges: false,
    sent: 0,
    acknowledged: 0,
    answered: false,
    withoutEffect: 0,
    storageFails: false,
    attempt: 0,
  }
  let current: Socket | undefined

  class Socket {
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    onopen: ((event: Event) => void) | null = null
    onmessage: ((event: MessageEvent) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    onclose: ((event: CloseEvent) => void) | null = null
    readonly #native: WebSocket

    constructor(url: string, protocols?: string | string[]) {
      current = this
      this.#native = new deps.WebSocket(extended(url, options.generation), protocols)
      this.#native.binaryType = 'arraybuffer'
      report = begun(report)
      options.onReport(report)
      this.#native.onopen = (event) => {
        tell(this, { state: 'open' })
        this.onopen?.(event)
      }
      this.#native.onmessage = (event) => receive(this, event)
      this.#native.onerror = (event) => this.onerror?.(event)
      this.#native.onclose = (event) => {
        tell(this, { state: 'closed', closed: { code: event.code, reason: event.reason } })
        this.onclose?.(event)
      }
    }

    get readyState(): number {
      return this.#native.readyState
    }
    get bufferedAmount(): number {
      return this.#native.bufferedAmount
    }
    set binaryType(_type: BinaryType) {
      // Frames are always read as ArrayBuffer here.
    }

    send(data: Uint8Array<ArrayBuffer>): void {
      this.#native.send(data)
      const carries = data[0] === 0 && (data[1] === 1 || data[1] === 2)
      if (carries) tell(this, { sent: report.sent + 1, answered: report.answered || data[1] === 1 })
    }

    close(code?: number, reason?: string): void {
      this.#native.close(code, reason)
    }
  }

  /** Reports of a replaced connection say nothing about the present one. */
  function tell(socket: Socket, change: Partial<SocketReport>): void {
    if (socket !== current) return
    report = { ...report, ...change }
    options.onReport(report)
  }

  function receive(socket: Socket, event: MessageEvent<ArrayBuffer>): void {
    // While a socket closes, edits are no longer sent over it: an acknowledgement could seem to cover them.
    if (socket.readyState !== socket.OPEN) return
    const bytes = new Uint8Array(event.data)
    try {
      for (const frame of decodeFrames(bytes)) {
        if (frame.type === 'hello') tell(socket, { acknowledges: true, generation: frame.generation })
        else if (frame.type === 'acknowledgement') {
          const withoutEffect = report.withoutEffect + frame.withoutEffect.length
          tell(socket, { acknowledged: frame.count, storageFails: frame.storageFails, withoutEffect })
        }
      }
    } catch (failure) {
      if (!(failure instanceof ProtocolError)) throw failure
      // 1002 may not be sent by a script (WebSocket API, `close`); what it means is told in the reason.
      socket.close(CLOSE_CODES.badFrame.code, failure.code)
      return
    }
    if ((bytes[0] ?? 0) < FIRST_EXTENSION_TYPE) socket.onmessage?.(event)
  }

  // y-websocket's option is typed as the whole class; it uses what is implemented above.
  return { Socket: Socket as unknown as typeof WebSocket }
}

/** A new connection counts its own frames; the server does too. */
const begun = (last: SocketReport): SocketReport => ({
  state: 'connecting',
  acknowledges: false,
  sent: 0,
  acknowledged: 0,
  answered: false,
  withoutEffect: last.withoutEffect,
  storageFails: false,
  attempt: last.attempt + 1,
  ...(last.closed ? { closed: last.closed } : {}),
  ...(last.generation ? { generation: last.generation } : {}),
})

function extended(url: string, generation: string | undefined): string {
  const target = new URL(url)
  target.searchParams.set('holdfast', '1')
  if (generation !== undefined) target.searchParams.set('generation', generation)
  return target.href
}
